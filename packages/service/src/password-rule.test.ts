import { expect, it } from 'vitest';
import { makePassword, passwordFault } from './password-rule.js';

it.each([
  ['short', /8 to 1024/],
  ['x'.repeat(7), /8 to 1024/],
  ['x'.repeat(1025), /8 to 1024/],
  ['x'.repeat(8), /anyone tries/],
  ['PassWord', /anyone tries/],
  ['Ann-at-work', /the account's name/],
  ['line\nbreak', /control/],
  ['nothing\u0000', /control/],
])('%j is none', (password, words) => {
  expect(passwordFault(password, 'ann-at-work')).toMatch(words);
});

it.each(['battery staple', 's3cret:pä%+ w0rd', 'correct horse battery staple', 'ann-at-work.'])(
  '%j is one',
  (password) => {
    expect(passwordFault(password, 'ann-at-work')).toBeUndefined();
  },
);

it('what is made is one, looks like no other and is easily read', () => {
  const made = Array.from({ length: 200 }, makePassword);
  expect(new Set(made).size).toBe(made.length);
  for (const password of made) {
    expect(password).toMatch(/^[a-zA-Z2-9]{20}$/);
    expect(password).not.toMatch(/[lIO]/);
    expect(passwordFault(password, 'x')).toBeUndefined();
  }
});
