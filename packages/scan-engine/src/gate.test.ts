import { setImmediate } from 'node:timers/promises';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createGate } from './gate.js';

const range = (first: number, last = first) => [{ first, last }];
const { signal } = new AbortController();

it('never lets in more than its limit, nor one address twice, and lets everyone in', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 4 }),
      fc.array(fc.tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 0, max: 3 })), { maxLength: 12 }),
      async (limit, claims) => {
        const gate = createGate(limit);
        const inside = new Set<number>();
        let pieces = 0;
        let done = 0;
        const work = async ([first, more]: readonly [number, number]): Promise<void> => {
          const addresses = Array.from({ length: more + 1 }, (_, index) => first + index);
          const leave = await gate.enter(range(first, first + more), signal);
          pieces += 1;
          expect(pieces).toBeLessThanOrEqual(limit);
          expect(addresses.filter((address) => inside.has(address))).toEqual([]);
          for (const address of addresses) inside.add(address);
          await setImmediate();
          for (const address of addresses) inside.delete(address);
          pieces -= 1;
          done += 1;
          leave();
        };
        await Promise.all(claims.map(work));
        expect(done).toBe(claims.length);
      },
    ),
    { numRuns: 50 },
  );
});

it('lets others pass whoever waits for an address, and forgets who gave up', async () => {
  const gate = createGate(2);
  const leave = await gate.enter(range(1), signal);
  const stop = new AbortController();
  const second = gate.enter(range(1), stop.signal);
  const other = await gate.enter(range(2), signal);
  stop.abort();
  await expect(second).rejects.toMatchObject({ code: 'OG_SCAN_CANCELLED' });
  const third = gate.enter(range(1), signal);
  leave();
  (await third)();
  other();
  await expect(gate.enter(range(1), AbortSignal.abort())).rejects.toMatchObject({
    code: 'OG_SCAN_CANCELLED',
  });
});
