import type { Scan } from '@openguard/model';
import { contains, formatAddressSet, parseTargetList } from '@openguard/targets';
import * as E from 'fp-ts/lib/Either.js';
import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Fixture } from './contract.js';
import { expectRefusal } from './refusal.js';
import { account, addScans, addressOf, collect, host, putHosts, reference, scan } from './samples.js';

const near = fc.integer({ min: addressOf('192.0.2.0'), max: addressOf('192.0.2.40') });
const targetList = fc
  .array(fc.tuple(near, near), { minLength: 1, maxLength: 4 })
  .map((pairs) =>
    pairs.map(([a, b]) => formatAddressSet([{ first: Math.min(a, b), last: Math.max(a, b) }])).join(', '),
  );

const refs = (scans: readonly Scan[]) => scans.map(({ ref }) => ref);

/** What every store does with scans. */
export const scanContract = (fixture: Fixture): void => {
  describe('scans', () => {
    beforeEach(async () => {
      await fixture.store.addAccount(account('ann'));
      await fixture.store.addAccount(account('bob'));
    });

    it.each([
      [
        'all of it',
        { endedAt: 993_593_099_123, failure: 'killed\u0000 \ud800 "é"', state: 'failed' as const },
      ],
      ['odd text', { target: ' 192.0.2.2 ,192.0.2.1 ', title: '<&\n\u{1f600}', notScanned: '192.0.2.9' }],
      ['no saved report', { saved: false, simulated: true, state: 'running' as const }],
    ])('are found as they were added: %s', async (_, rest) => {
      await addScans(fixture.store, scan(1, rest));
      expect(await fixture.store.findScan('ann', reference(1))).toEqual(scan(1, rest));
    });

    it('are found and removed by their own account only', async () => {
      const { store } = fixture;
      await addScans(store, scan(1));
      expect(await store.findScan('bob', reference(1))).toBeUndefined();
      expect(await store.findScan('ann', reference(2))).toBeUndefined();
      await store.removeScan('bob', reference(1));
      expect(await store.findScan('ann', reference(1))).toEqual(scan(1));
    });

    it('are removed with their hosts, and no other', async () => {
      const { store } = fixture;
      for (const serial of [1, 2]) {
        await addScans(store, scan(serial));
        await putHosts(store, reference(serial), host('192.0.2.1'));
      }
      await store.removeScan('ann', reference(1));
      await store.removeScan('ann', reference(1));
      expect(refs(await store.listScans({ account: 'ann' }))).toEqual([reference(2)]);
      expect(refs(await store.listScans({ account: 'ann', including: addressOf('192.0.2.1') }))).toEqual([
        reference(2),
      ]);
      await expectRefusal(collect(store.hostsOf(reference(1))), 'OG_STORE_FAILED');
      expect(await collect(store.hostsOf(reference(2)))).toHaveLength(1);
    });

    it('are closed as a whole', async () => {
      const { store } = fixture;
      const running = scan(1, { state: 'running', saved: false });
      await addScans(store, running);
      await putHosts(store, reference(1), host('192.0.2.1'));
      const ended = scan(1, { endedAt: 993_593_099_000, state: 'interrupted', title: 'New' });
      expect(await store.closeScan(ended)).toBe(true);
      expect(await store.findScan('ann', reference(1))).toEqual(ended);
      expect(await store.listScans({ account: 'ann' })).toEqual([ended]);
      expect(await store.listRunning()).toEqual([]);
      expect(await collect(store.hostsOf(reference(1)))).toHaveLength(1);
    });

    it('are closed once, and by their own account alone', async () => {
      const { store } = fixture;
      await addScans(store, scan(1, { state: 'running' }));
      const closed = await Promise.all([
        store.closeScan(scan(1, { account: 'bob' })),
        store.closeScan(scan(1, { state: 'failed' })),
        store.closeScan(scan(1, { state: 'finished' })),
        store.closeScan(scan(2)),
      ]);
      expect(closed.filter((done) => done)).toEqual([true]);
      const kept = await store.findScan('ann', reference(1));
      expect(await store.closeScan(scan(1, { title: 'Late' }))).toBe(false);
      expect(await store.findScan('ann', reference(1))).toEqual(kept);
    });

    it.each([
      ['a reference that is taken', () => addScans(fixture.store, scan(1, { title: 'x' })), /there already/],
      ['of nobody', () => addScans(fixture.store, scan(2, { account: 'eve' })), /account does not exist/],
      [
        'with a time that is no number',
        () => addScans(fixture.store, scan(2, { startedAt: NaN })),
        /read back/,
      ],
      ['closed with none', () => fixture.store.closeScan(scan(9, { endedAt: Infinity })), /read back/],
      ['closed as running', () => fixture.store.closeScan(scan(9, { state: 'running' })), /runs on/],
      ['closed for another target', () => fixture.store.closeScan(scan(9, { target: '' })), /may not change/],
      [
        'closed for another start',
        () => fixture.store.closeScan(scan(9, { startedAt: 1 })),
        /may not change/,
      ],
    ])('refuse to be added or closed wrongly: %s', async (_, call, words) => {
      const { store } = fixture;
      await addScans(store, scan(1), scan(9, { state: 'running' }));
      await expectRefusal(call(), 'OG_STORE_FAILED', words);
      expect(await store.listRunning()).toEqual([scan(9, { state: 'running' })]);
      expect(await fixture.store.listScans({ account: 'ann' })).toEqual([scan(1)]);
      expect(await fixture.store.listScans({ account: 'bob' })).toEqual([]);
    });

    it('are listed when saved and not running, newest first', async () => {
      const { store } = fixture;
      const instant = 993_593_085_500;
      await addScans(store, scan(9, { startedAt: instant }));
      await addScans(store, scan(10, { startedAt: instant }));
      await addScans(store, scan(1, { startedAt: instant + 1, state: 'interrupted' }));
      await addScans(store, scan(2, { startedAt: instant - 1, state: 'failed' }));
      await addScans(store, scan(3, { startedAt: instant + 2, state: 'running' }));
      await addScans(store, scan(4, { startedAt: instant + 2, saved: false }));
      await addScans(store, scan(5, { startedAt: instant + 2, account: 'bob' }));
      const listed = [1, 10, 9, 2].map(reference);
      const including = addressOf('192.0.2.1');
      expect(refs(await store.listScans({ account: 'ann' }))).toEqual(listed);
      expect(refs(await store.listScans({ account: 'ann', including }))).toEqual(listed);
      expect(refs(await store.listScans({ account: 'ann', last: true }))).toEqual([reference(1)]);
      expect(refs(await store.listScans({ account: 'ann', last: true, including }))).toEqual([reference(1)]);
      expect(refs(await store.listScans({ account: 'ann', last: false }))).toEqual(listed);
      expect(await store.listScans({ account: 'eve' })).toEqual([]);
    });

    it('that run are listed whoever they belong to or of one account, oldest first', async () => {
      const { store } = fixture;
      await addScans(store, scan(3, { state: 'running', account: 'bob', saved: false }));
      await addScans(store, scan(2, { state: 'running' }));
      await addScans(store, scan(1));
      const running = async (name?: string) => (await store.listRunning(name)).map(({ ref }) => ref);
      expect(await running()).toEqual([reference(2), reference(3)]);
      expect(await running('bob')).toEqual([reference(3)]);
      expect(await running('eve')).toEqual([]);
    });

    it.each([
      ['192.0.2.1', '192.0.2.1', true],
      ['192.0.2.1', '192.0.2.2', false],
      ['192.0.2.1-192.0.2.9', '192.0.2.9', true],
      ['192.0.2.1-192.0.2.9', '192.0.2.10', false],
      ['192.0.2.0/24', '192.0.2.255', true],
      ['0.0.0.0/0', '0.0.0.0', true],
      ['0.0.0.0/0', '255.255.255.255', true],
      ['198.51.100.1, 192.0.2.0/30,192.0.2.2', '192.0.2.2', true],
      ['host.example', '192.0.2.1', false],
      ['', '0.0.0.0', false],
    ])('of %j including %s: %s', async (target, address, expected) => {
      await addScans(fixture.store, scan(1, { target }));
      const listed = await fixture.store.listScans({ account: 'ann', including: addressOf(address) });
      expect(listed).toHaveLength(expected ? 1 : 0);
    });

    it('are listed by an address exactly when their target holds it', async () => {
      let serial = 0;
      await fc.assert(
        fc.asyncProperty(targetList, near, async (target, including) => {
          const { store } = fixture;
          serial += 1;
          await addScans(store, scan(serial, { target }));
          const parsed = parseTargetList(target);
          const listed = await store.listScans({ account: 'ann', including });
          expect(listed).toHaveLength(
            E.isRight(parsed) && contains(parsed.right.addresses, including) ? 1 : 0,
          );
          await store.removeScan('ann', reference(serial));
        }),
        { numRuns: 50 },
      );
    });
  });
};
