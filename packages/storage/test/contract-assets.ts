import { describe, expect, it } from 'vitest';
import type { Store } from '../src/index.js';
import type { Fixture } from './contract.js';
import { fillHistory, report, seen, take, visit } from './history-samples.js';
import { account, addressOf, collect, reference, scan, addScans } from './samples.js';

const DAY = 86_400_000;
const ALL = { account: 'ann', from: 0, to: Number.MAX_SAFE_INTEGER };

/** What every store does with the hosts of an account. */
export const assetContract = (fixture: Fixture): void => {
  describe('the hosts of an account', () => {
    const stored = async (): Promise<Store> => {
      await fixture.store.addAccount(account('ann'));
      await fixture.store.addAccount(account('bob'));
      return fixture.store;
    };
    const listed = async (store: Store, query: object = {}, most = 9) =>
      (await store.hostPage({ ...ALL, ...query }, most)).map(({ id, address }) => [id, address % 256]);

    it('have numbers that stay, in the order in which they came', async () => {
      const store = await stored();
      await take(store, 'ann', report(2), visit('192.0.2.9', seen('a')), visit('192.0.2.7'));
      await take(store, 'ann', report(1), visit('192.0.2.1'), visit('192.0.2.9'));
      await take(store, 'bob', report(1), visit('192.0.2.200'));
      const again = await fixture.again();
      expect(await listed(again)).toEqual([
        [1, 7],
        [2, 9],
        [3, 1],
      ]);
      expect(await listed(again, { account: 'bob' })).toEqual([[1, 200]]);
      expect(await listed(again, {}, 2)).toEqual([
        [1, 7],
        [2, 9],
      ]);
      expect(await listed(again, { from: 2, to: 2 })).toEqual([[2, 9]]);
      expect(await listed(again, { visitedSince: 2 * DAY })).toEqual([
        [1, 7],
        [2, 9],
      ]);
      expect(await listed(again, { notVisitedSince: 2 * DAY })).toEqual([[3, 1]]);
      const addresses = ['192.0.2.1', '192.0.2.7', '192.0.2.8'].map(addressOf);
      expect(await listed(again, { addresses })).toEqual([
        [1, 7],
        [3, 1],
      ]);
      expect(await store.hostPage(ALL, 1)).toEqual([
        { id: 1, address: addressOf('192.0.2.7'), visitedAt: 2 * DAY },
      ]);
    });

    it('are given numbers by several at once, no number twice', async () => {
      const [store, other] = [await stored(), await fixture.again()];
      const hosts = Array.from({ length: 20 }, (_, index) => visit(`192.0.2.${index}`));
      await Promise.all([
        take(store, 'ann', report(1), ...hosts.slice(0, 15)),
        take(other, 'ann', report(2), ...hosts.slice(5).toReversed()),
      ]);
      const page = await store.hostPage(ALL, 99);
      expect(new Set(page.map(({ id }) => id)).size).toBe(20);
      expect(new Set(page.map(({ address }) => address)).size).toBe(20);
    });

    it('tell their findings by state and section', async () => {
      const store = await stored();
      await fillHistory(store, 'ann');
      const addresses = ['192.0.2.1', '192.0.2.2', '255.255.255.255'].map(addressOf);
      const told = async (
        states: readonly ('active' | 'fixed' | 'new')[],
        ...sections: ('vuln' | 'practice')[]
      ) =>
        [...(await store.findingsOf({ account: 'ann', addresses, states, sections }))].map(
          ([address, findings]) => [address % 256, findings.map(({ id, ip }) => `${ip} ${id}`)],
        );
      expect(await told(['active', 'new'], 'vuln', 'practice')).toEqual([[1, ['192.0.2.1 a']]]);
      expect(await told(['active', 'fixed'], 'vuln', 'practice')).toEqual([
        [1, ['192.0.2.1 a', '192.0.2.1 b']],
      ]);
      expect(await told(['active', 'fixed'], 'vuln')).toEqual([[1, ['192.0.2.1 b']]]);
      expect(await told([], 'vuln')).toEqual([]);
      const mine = await store.findingsOf({
        ...{ account: 'bob', addresses, states: ['active'] },
        sections: ['practice'],
      });
      expect(mine).toEqual(new Map());
    });

    it('are forgotten with all that is known of them, and with their numbers; scans stay', async () => {
      const store = await stored();
      await addScans(store, scan(1));
      await fillHistory(store, 'ann');
      await fillHistory(store, 'bob');
      expect(await store.purgeHosts('ann', [1, 77])).toEqual([1]);
      expect(await store.purgeHosts('ann', [1])).toEqual([]);
      expect(await collect(store.knownFindings({ account: 'ann' }))).toEqual([]);
      expect(await store.eventsOf('ann', addressOf('192.0.2.1'))).toEqual([]);
      expect(await listed(store)).toEqual([[2, 255]]);
      expect(await collect(store.knownFindings({ account: 'bob' }))).toHaveLength(2);
      expect(await store.listScans({ account: 'ann' })).toMatchObject([{ ref: reference(1) }]);
      await take(store, 'ann', report(4), visit('192.0.2.1', seen('b')));
      expect(await listed(store)).toEqual([
        [2, 255],
        [3, 1],
      ]);
      expect(await collect(store.knownFindings({ account: 'ann' }))).toMatchObject([
        { id: 'b', state: 'new', firstSeen: 4 * DAY, timesFound: 1 },
      ]);
    });
  });
};
