import type { Scan } from '@openguard/model';
import { contains, formatAddressSet, parseTargetList } from '@openguard/targets';
import * as E from 'fp-ts/lib/Either.js';
import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Fixture } from './contract.js';
import { expectRefusal } from './refusal.js';
import { account, addressOf, collect, host, reference, scan } from './samples.js';

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
      await fixture.store.addScan(scan(1, rest));
      expect(await fixture.store.findScan('ann', reference(1))).toEqual(scan(1, rest));
    });

    it('are found and removed by their own account only', async () => {
      const { store } = fixture;
      await store.addScan(scan(1));
      expect(await store.findScan('bob', reference(1))).toBeUndefined();
      expect(await store.findScan('ann', reference(2))).toBeUndefined();
      await store.removeScan('bob', reference(1));
      expect(await store.findScan('ann', reference(1))).toEqual(scan(1));
    });

    it('are removed with their hosts, and no other', async () => {
      const { store } = fixture;
      for (const serial of [1, 2]) {
        await store.addScan(scan(serial));
        await store.putHost(reference(serial), host('192.0.2.1'));
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

    it('are updated as a whole', async () => {
      const { store } = fixture;
      await store.addScan(scan(1, { state: 'running', saved: false }));
      await store.putHost(reference(1), host('192.0.2.1'));
      const ended = scan(1, { endedAt: 993_593_099_000, state: 'interrupted', startedAt: 5, title: 'New' });
      await store.updateScan(ended);
      expect(await store.findScan('ann', reference(1))).toEqual(ended);
      expect(await store.listScans({ account: 'ann' })).toEqual([ended]);
      expect(await store.listRunningScans()).toEqual([]);
      expect(await collect(store.hostsOf(reference(1)))).toHaveLength(1);
    });

    it.each([
      [
        'one that does not exist',
        () => fixture.store.updateScan(scan(2)),
        /scan\/993593085\.2.*no such scan/,
      ],
      ["another account's", () => fixture.store.updateScan(scan(1, { account: 'bob' })), /no such scan/],
      ['a reference that is taken', () => fixture.store.addScan(scan(1, { title: 'x' })), /there already/],
      ['of nobody', () => fixture.store.addScan(scan(2, { account: 'eve' })), /account does not exist/],
      [
        'with a time that is no number',
        () => fixture.store.addScan(scan(2, { startedAt: NaN })),
        /read back/,
      ],
      ['updated with none', () => fixture.store.updateScan(scan(1, { endedAt: Infinity })), /read back/],
    ])('refuse to be added or updated wrongly: %s', async (_, call, words) => {
      await fixture.store.addScan(scan(1));
      await expectRefusal(call(), 'OG_STORE_FAILED', words);
      expect(await fixture.store.listScans({ account: 'ann' })).toEqual([scan(1)]);
      expect(await fixture.store.listScans({ account: 'bob' })).toEqual([]);
    });

    it('are listed when saved and not running, newest first', async () => {
      const { store } = fixture;
      const instant = 993_593_085_500;
      await store.addScan(scan(9, { startedAt: instant }));
      await store.addScan(scan(10, { startedAt: instant }));
      await store.addScan(scan(1, { startedAt: instant + 1, state: 'interrupted' }));
      await store.addScan(scan(2, { startedAt: instant - 1, state: 'failed' }));
      await store.addScan(scan(3, { startedAt: instant + 2, state: 'running' }));
      await store.addScan(scan(4, { startedAt: instant + 2, saved: false }));
      await store.addScan(scan(5, { startedAt: instant + 2, account: 'bob' }));
      const listed = [1, 10, 9, 2].map(reference);
      const including = addressOf('192.0.2.1');
      expect(refs(await store.listScans({ account: 'ann' }))).toEqual(listed);
      expect(refs(await store.listScans({ account: 'ann', including }))).toEqual(listed);
      expect(refs(await store.listScans({ account: 'ann', last: true }))).toEqual([reference(1)]);
      expect(refs(await store.listScans({ account: 'ann', last: true, including }))).toEqual([reference(1)]);
      expect(refs(await store.listScans({ account: 'ann', last: false }))).toEqual(listed);
      expect(await store.listScans({ account: 'eve' })).toEqual([]);
    });

    it('that run are listed whoever they belong to, oldest first', async () => {
      const { store } = fixture;
      await store.addScan(scan(3, { state: 'running', account: 'bob', saved: false }));
      await store.addScan(scan(2, { state: 'running' }));
      await store.addScan(scan(1));
      expect(refs(await store.listRunningScans())).toEqual([reference(2), reference(3)]);
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
      await fixture.store.addScan(scan(1, { target }));
      const listed = await fixture.store.listScans({ account: 'ann', including: addressOf(address) });
      expect(listed).toHaveLength(expected ? 1 : 0);
    });

    it('are listed by an address exactly when their target holds it', async () => {
      let serial = 0;
      await fc.assert(
        fc.asyncProperty(targetList, fc.option(targetList), near, async (first, second, including) => {
          const { store } = fixture;
          serial += 1;
          await store.addScan(scan(serial, { target: first }));
          if (second !== null) await store.updateScan(scan(serial, { target: second }));
          const parsed = parseTargetList(second ?? first);
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
