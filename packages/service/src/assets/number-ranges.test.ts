import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { holdsNumber, nextNumber, numberRangesOf } from './number-ranges.js';

const range = fc.tuple(fc.nat(60), fc.nat(8)).map(([first, more]) => [first, first + more] as const);

it('mean the numbers that stand in them, however they overlap', () => {
  fc.assert(
    fc.property(fc.array(range, { minLength: 1, maxLength: 8 }), (list) => {
      const ranges = numberRangesOf(
        list.map(([first, last]) => (first === last ? String(first) : ` ${first}-${last}`)).join(','),
      );
      const isMeant = (number: number) => list.some(([first, last]) => first <= number && number <= last);
      for (let number = 0; number < 70; number += 1) {
        expect(holdsNumber(ranges, number)).toBe(isMeant(number));
        let next: number | undefined = number;
        while (next !== undefined && !isMeant(next)) next = next > 70 ? undefined : next + 1;
        expect(nextNumber(ranges, number)).toBe(next);
      }
      for (const [index, { first }] of ranges.entries())
        expect(first).toBeGreaterThan((ranges[index - 1]?.last ?? -2) + 1);
    }),
    { numRuns: 50 },
  );
});
