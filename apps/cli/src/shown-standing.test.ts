import { expect, it } from 'vitest';
import { shownStanding } from './shown-standing.js';

it.each([
  [3, undefined, '0:03'],
  [3, 2, '2 % in 0:03'],
  [30, 25, '25 % in 0:30, about 1:30 left'],
  [659.6, 50, '50 % in 11:00, about 11:00 left'],
  [61, 100, '100 % in 1:01'],
])('after %d s, %s %%: %s', (seconds, percent, shown) => {
  expect(shownStanding(seconds, percent)).toBe(shown);
});
