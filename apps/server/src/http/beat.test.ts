import { expect, it } from 'vitest';
import { beatOf } from './beat.js';

it.each([
  [0, undefined, '<!-- keep-alive: 0 % done -->\n'],
  [0.129, 94.2, '<!-- keep-alive: 12 % done, about 95 s left -->\n'],
  [0.99, 0, '<!-- keep-alive: 99 % done, about 0 s left -->\n'],
])('of %d with %s s left is %s', (done, left, comment) => {
  expect(beatOf({ progress: () => done, secondsLeft: () => left })).toBe(comment);
});

it('says nothing of the time left where nobody foretells it', () => {
  expect(beatOf({ progress: () => 0.5 })).toBe('<!-- keep-alive: 50 % done -->\n');
});
