import { describe, expect, it } from 'vitest';
import type { Fixture } from './contract.js';

/** What every store promises of hosts that a worker has for itself. */
export const leaseContract = (fixture: Fixture): void => {
  describe('hosts that a worker has for itself', () => {
    it('are taken all or none', async () => {
      const { store } = fixture;
      expect(await store.takeHosts('a', [1, 2], 0, 100)).toBe(true);
      expect(await store.takeHosts('b', [2, 3], 10, 100)).toBe(false);
      expect(await store.takeHosts('c', [3], 10, 100)).toBe(true);
      expect(await store.takeHosts('b', [4], 10, 100)).toBe(true);
    });

    it('are free once they are freed, or not kept for too long', async () => {
      const { store } = fixture;
      await store.takeHosts('a', [1, 5], 0, 100);
      await store.freeHosts('a', [1]);
      expect(await store.takeHosts('b', [5], 10, 100)).toBe(false);
      expect(await store.takeHosts('b', [1], 10, 100)).toBe(true);
      await store.keepHosts('b', 200);
      expect(await store.takeHosts('c', [1], 199, 300)).toBe(false);
      expect(await store.takeHosts('c', [1], 200, 300)).toBe(true);
      await store.freeHosts('b', [1]);
      expect(await store.takeHosts('d', [1], 250, 400)).toBe(false);
    });

    it('may be taken again by whoever has them, such as a worker that starts anew', async () => {
      const { store } = fixture;
      await store.takeHosts('a', [1, 2], 0, 100);
      expect(await store.takeHosts('a', [2, 3], 10, 200)).toBe(true);
      expect(await store.takeHosts('b', [2], 150, 300)).toBe(false);
    });

    it('go to one of several who take them at once, in whatever order', async () => {
      const { store, again } = fixture;
      const other = await again();
      const hosts = [1, 2, 3, 4];
      const takes = Array.from({ length: 8 }, (_, index) =>
        (index % 2 === 0 ? store : other).takeHosts(
          `${index}`,
          index % 3 === 0 ? hosts : hosts.toReversed(),
          0,
          100,
        ),
      );
      expect((await Promise.all(takes)).filter((taken) => taken)).toHaveLength(1);
    });
  });
};
