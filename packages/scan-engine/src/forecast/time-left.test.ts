import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { leftAtPace, leftOf, untilAllDone, untilSlowestDone } from './time-left.js';

describe('what is left of work', () => {
  it.each([
    [20, 5, 15],
    [20, 19, 4.75],
    [20, 40, 10],
    [0, 0, 0],
  ])('of %d s expected, after %d s, is %d s', (expected, spent, left) => {
    expect(leftOf({ expected, spent, percent: 0 })).toBe(left);
  });

  it.each([
    ['what was expected before anything is counted', 0, 25],
    ['half of either early on', 12.5, 30],
    ['its own pace from a quarter on', 25, 15],
    ['nothing when all is counted', 100, 0],
  ])('at a pace is %s', (_, percent, left) => {
    expect(leftAtPace({ expected: 30, spent: 5, percent })).toBe(left);
  });
});

describe('the time until all is done', () => {
  it.each([
    [[], [], 4, 0],
    [[5, 9], [], 4, 9],
    [[5, 9], [3], 4, 9],
    [[5, 9], [7], 2, 12],
    [[], [10, 10, 10], 2, 20],
  ])('of %j under way and %j waiting, %d at a time, is %d s', (begun, waiting, atOnce, seconds) => {
    expect(untilAllDone(begun, waiting, atOnce)).toBe(seconds);
  });

  it('is never less than the longest piece, nor more than all of them in a row', () => {
    const pieces = fc.array(fc.integer({ min: 0, max: 1000 }), { maxLength: 8 });
    fc.assert(
      fc.property(pieces, pieces, fc.integer({ min: 1, max: 8 }), (begun, waiting, atOnce) => {
        const all = [...begun, ...waiting];
        const seconds = untilAllDone(begun, waiting, atOnce);
        expect(seconds).toBeGreaterThanOrEqual(Math.max(0, ...all));
        expect(seconds).toBeLessThanOrEqual(all.reduce((sum, one) => sum + one, 0));
      }),
    );
  });

  it('is longer where nobody knows which piece is the slowest, and the more pieces there are', () => {
    const of = (begun: readonly number[]): number => untilSlowestDone(begun, [], 1);
    expect(of([])).toBe(0);
    expect(of([60])).toBe(60);
    expect(of([60, 60])).toBeCloseTo(65.04);
    expect(of([60, 60, 60])).toBeCloseTo(67.65);
    expect(of([60, 10, 10])).toBe(60);
    expect(of(Array<number>(20).fill(60))).toBeCloseTo(72.78);
    expect(untilSlowestDone([], [30, 30, 30, 30], 2)).toBeCloseTo(65.04);
  });
});
