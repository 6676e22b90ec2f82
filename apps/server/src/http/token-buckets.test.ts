import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TokenBuckets } from './token-buckets.js';

const clocked = (perSecond: number, burst: number) => {
  let now = 1_000_000;
  const buckets = new TokenBuckets({ perSecond, burst }, () => now);
  return { buckets, pass: (ms: number) => (now += ms) };
};

describe('token buckets', () => {
  it('give a burst, then as many as the rate says, and tell how long to wait', () => {
    const { buckets, pass } = clocked(0.5, 3);
    expect([1, 2, 3, 4].map(() => buckets.take('a'))).toEqual([0, 0, 0, 2]);
    expect(buckets.take('b')).toBe(0);
    pass(1000);
    expect(buckets.take('a')).toBe(1);
    pass(1000);
    expect([buckets.take('a'), buckets.take('a')]).toEqual([0, 2]);
  });

  it('never give more than the burst and the rate allow, whatever the pauses', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 20 }),
        fc.integer({ min: 1, max: 20 }),
        fc.array(fc.integer({ min: -500, max: 2000 }), { maxLength: 200 }),
        (perSecond, burst, pauses) => {
          const { buckets, pass } = clocked(perSecond, burst);
          let forward = 0;
          let given = 0;
          for (const pause of pauses) {
            pass(pause);
            forward += Math.max(0, pause);
            if (buckets.take('a') === 0) given += 1;
          }
          expect(given).toBeLessThanOrEqual(burst + (forward / 1000) * perSecond + 1e-6);
        },
      ),
    );
  });

  it('bound nothing at a rate of 0', () => {
    const { buckets } = clocked(0, 0);
    expect(Array.from({ length: 1000 }, () => buckets.take('a'))).toEqual(Array(1000).fill(0));
  });

  it('stay bounded themselves', () => {
    const { buckets } = clocked(1, 1);
    expect(buckets.take('first')).toBe(0);
    for (let index = 0; index < 10_000; index += 1) buckets.take(`name ${index}`);
    // Forgotten, so that it starts anew; the last one is not.
    expect([buckets.take('name 9999'), buckets.take('first')]).toEqual([1, 0]);
  });
});
