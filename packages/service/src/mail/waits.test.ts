import fc from 'fast-check';
import { expect, it } from 'vitest';
import { waitAfter } from './waits.js';

const MINUTE = 60_000;

it('grows from a minute to an hour', () => {
  expect([1, 2, 3, 7, 100].map((attempts) => waitAfter(attempts, 0.5) / MINUTE)).toEqual([1, 2, 5, 60, 60]);
});

it('is never far from that, and never shorter than the one before by more than its spread', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 50 }),
      fc.float({ min: 0, max: 1, noNaN: true }),
      (attempts, random) => {
        const wait = waitAfter(attempts, random);
        expect(wait).toBeGreaterThanOrEqual(0.8 * MINUTE);
        expect(wait).toBeLessThanOrEqual(72 * MINUTE);
        expect(waitAfter(attempts + 1, random)).toBeGreaterThanOrEqual(wait);
      },
    ),
  );
});
