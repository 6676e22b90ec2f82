import { expect, it } from 'vitest';
import { LeakyCount } from './leaky-count.js';

it('counts by name, forgets with time, and no faster when the clock is set back', () => {
  let now = 50_000;
  const count = new LeakyCount(1000, () => now);
  for (let times = 0; times < 3; times += 1) count.add('a');
  expect([count.of('a'), count.of('b')]).toEqual([3, 0]);
  now += 1500;
  expect(count.of('a')).toBe(1.5);
  count.add('a');
  now -= 10_000;
  expect(count.of('a')).toBe(2.5);
  now += 100_000;
  expect(count.of('a')).toBe(0);
});

it('remembers a bounded number of names', () => {
  const count = new LeakyCount(1000, () => 0);
  for (let index = 0; index <= 10_000; index += 1) count.add(`name ${index}`);
  expect([count.of('name 0'), count.of('name 1'), count.of('name 10000')]).toEqual([0, 1, 1]);
});
