import { expect, it } from 'vitest';
import { shownStanding } from './shown-standing.js';

it.each([
  [3, undefined, undefined, '0:03'],
  [3, 2, undefined, '2 % in 0:03'],
  [3, 2, 147.2, '2 % in 0:03, about 2:27 left'],
  [30, 25, 60, '25 % in 0:30, about 1:00 left'],
  [30, 100, 1, '100 % in 0:30'],
  [30, 25, undefined, '25 % in 0:30, about 1:30 left'],
  [659.6, 50, undefined, '50 % in 11:00, about 11:00 left'],
  [61, 100, undefined, '100 % in 1:01'],
])('after %d s, %s %% and with %s s left: %s', (seconds, percent, left, shown) => {
  expect(shownStanding(seconds, percent, left)).toBe(shown);
});
