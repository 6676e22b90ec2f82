import type { Account } from '@openguard/model';
import { expect, it } from 'vitest';
import { createSessions, tokenIn } from './sessions.js';

const ann: Account = {
  ...{ name: 'ann', role: 'user', targets: '', domain: '' },
  ...{ passwordHash: 'old', createdAt: 0 },
};

const tokenOf = (cookie: string): string => tokenIn(cookie) ?? 'none';

it('knows a session by its token until it is not used, is ended, or the account changes', async () => {
  let now = 0;
  let account: Account | undefined = ann;
  const find = () => Promise.resolve(account);
  const sessions = createSessions(60, () => now);
  const cookie = sessions.begin(ann, true);
  expect(cookie).toMatch(/^QualysSession=[0-9a-f]{32}; Path=\/api; HttpOnly; SameSite=Strict; Secure$/);
  expect(sessions.begin(ann, false)).not.toMatch(/Secure/);
  const token = tokenOf(cookie);
  for (let times = 0; times < 3; times += 1) {
    now += 3_599_000;
    expect(await sessions.find(token, find)).toBe(ann);
  }
  now += 3_600_001;
  expect(await sessions.find(token, find)).toBeUndefined();

  const begun = (): string => tokenOf(sessions.begin(ann, true));
  const [ended, stale, orphan] = [begun(), begun(), begun()];
  expect([sessions.end(ended), sessions.end(ended)]).toEqual(['ann', undefined]);
  expect(await sessions.find(ended, find)).toBeUndefined();
  account = { ...ann, passwordHash: 'new' };
  expect(await sessions.find(stale, find)).toBeUndefined();
  account = undefined;
  expect(await sessions.find(orphan, find)).toBeUndefined();
  account = ann;
  for (const gone of [stale, orphan]) expect(await sessions.find(gone, find)).toBeUndefined();
});

it('keeps a bounded number of sessions: those that were used last', async () => {
  const sessions = createSessions(60);
  const tokens = Array.from({ length: 100 }, () => tokenOf(sessions.begin(ann, true)));
  const find = () => Promise.resolve(ann);
  expect(await sessions.find(tokens[0] ?? '', find)).toBe(ann);
  sessions.begin(ann, true);
  expect(await sessions.find(tokens[0] ?? '', find)).toBe(ann);
  expect(await sessions.find(tokens[1] ?? '', find)).toBeUndefined();
});

it.each([
  ['QualysSession=0123456789abcdef0123456789abcdef', true],
  ['a=b; QualysSession=0123456789abcdef0123456789abcdef; c=d', true],
  ['XQualysSession=0123456789abcdef0123456789abcdef', false],
  ['QualysSession=0123456789ABCDEF0123456789ABCDEF', false],
  ['QualysSession=0123456789abcdef0123456789abcdef0', false],
  [undefined, false],
])('reads a token out of %s', (cookies, isThere) => {
  expect(tokenIn(cookies) !== undefined).toBe(isThere);
});
