import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { median, ratios, summarise } from './statistics.js';

const figures = fc.array(fc.double({ min: 0.001, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 30 });

describe('median', () => {
  it.each([
    [[3], 3],
    [[3, 1], 2],
    [[9, 1, 5], 5],
    [[4, 1, 3, 2], 2.5],
    [[10, 9, 100], 10],
  ])('of %j is %d', (values, expected) => {
    expect(median(values)).toBe(expected);
  });

  it('refuses to speak of nothing', () => {
    expect(() => median([])).toThrow(RangeError);
  });

  it('has no more than half of the values on either side', () => {
    fc.assert(
      fc.property(figures, (values) => {
        const middle = median(values);
        const half = values.length / 2;
        expect(values.filter((value) => value < middle).length).toBeLessThanOrEqual(half);
        expect(values.filter((value) => value > middle).length).toBeLessThanOrEqual(half);
      }),
    );
  });

  it('leaves the values as they were', () => {
    const values = [3, 1, 2];
    median(values);
    expect(values).toEqual([3, 1, 2]);
  });
});

describe('summarise', () => {
  it('tells the median and the range', () => {
    expect(summarise([4, 1, 9])).toEqual({ median: 4, min: 1, max: 9 });
    expect(() => summarise([])).toThrow(RangeError);
  });

  it('does not depend on the order', () => {
    fc.assert(
      fc.property(figures, (values) => {
        expect(summarise(values.toReversed())).toEqual(summarise(values));
      }),
    );
  });
});

describe('ratios', () => {
  it('pairs the rounds', () => {
    expect(ratios([2, 30, 5], [1, 10, 10])).toEqual([2, 3, 0.5]);
  });

  it('refuses rounds without a partner', () => {
    expect(() => ratios([1, 2], [1])).toThrow(RangeError);
  });

  it('is not moved by a machine that is slower in one round', () => {
    fc.assert(
      fc.property(figures, fc.double({ min: 1, max: 100, noNaN: true }), (base, slower) => {
        const [first] = ratios([...base.map((value) => value * 3)], base);
        const [same] = ratios(
          [...base.map((value) => value * 3 * slower)],
          [...base.map((value) => value * slower)],
        );
        expect(same).toBeCloseTo(first ?? Number.NaN, 6);
      }),
    );
  });
});
