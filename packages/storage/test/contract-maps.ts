import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import type { KeptJob } from '@openguard/model';
import type { Fixture } from './contract.js';
import { expectRefusal } from './refusal.js';
import { account, addScans, collect, key, map, mapHost, mapReference, scan } from './samples.js';

const refs = (maps: readonly KeptJob[]) => maps.map(({ ref }) => ref);

const anyHost = fc
  .record({
    name: fc.string({ unit: 'binary' }),
    router: fc.boolean(),
    ports: fc.array(fc.integer({ min: 1, max: 65535 })),
    links: fc.array(fc.constantFrom('', '192.0.2.1')),
  })
  .map((rest) => mapHost('192.0.2.7', rest));

/** What every store does with maps and their hosts. */
export const mapContract = (fixture: Fixture): void => {
  describe('maps', () => {
    const ref = mapReference(1);

    beforeEach(async () => {
      await fixture.store.addAccount(account('ann'));
      await fixture.store.addAccount(account('bob'));
    });

    it.each([
      [
        'all of it',
        { endedAt: 993_593_099_123, failure: 'killed\u0000 \ud800 "é"', state: 'failed' as const },
      ],
      ['a netblock', { target: 'none:192.0.2.0/24', domain: '', leftOut: '192.0.2.9' }],
      ['not saved', { saved: false, simulated: true, state: 'running' as const }],
    ])('are found as they were added: %s', async (_, rest) => {
      await fixture.store.addMap(map(1, rest));
      expect(await fixture.store.findMap('ann', ref)).toEqual(map(1, rest));
    });

    it('are found and removed by their own account only, with their hosts', async () => {
      const { store } = fixture;
      for (const serial of [1, 2]) {
        await store.addMap(map(serial));
        await store.putMapHost(key(mapReference(serial)), mapHost('192.0.2.1'));
      }
      expect(await store.findMap('bob', ref)).toBeUndefined();
      await store.removeMap('bob', ref);
      expect(await store.findMap('ann', ref)).toEqual(map(1));
      await store.removeMap('ann', ref);
      await store.removeMap('ann', ref);
      expect(refs(await store.listMaps({ account: 'ann' }))).toEqual([mapReference(2)]);
      await expectRefusal(collect(store.mapHostsOf(ref)), 'OG_STORE_FAILED', /map.*is not there/);
      expect(await collect(store.mapHostsOf(mapReference(2)))).toHaveLength(1);
      await store.removeAccount('ann');
      await expectRefusal(collect(store.mapHostsOf(mapReference(2))), 'OG_STORE_FAILED');
    });

    it('are closed as a whole, once, by their own account alone', async () => {
      const { store } = fixture;
      await store.addMap(map(1, { state: 'running', saved: false }));
      await store.putMapHost(key(ref), mapHost('192.0.2.1'));
      const ended = map(1, { state: 'interrupted', failure: 'x' });
      expect(await store.closeMap({ ...ended, account: 'bob' })).toBe(false);
      expect(await store.closeMap(ended)).toBe(true);
      expect(await store.closeMap(map(1))).toBe(false);
      expect(await store.findMap('ann', ref)).toEqual(ended);
      expect(await store.listMaps({ account: 'ann', domain: 'mill.example' })).toEqual([ended]);
      expect(await store.listRunning()).toEqual([]);
      expect(await collect(store.mapHostsOf(ref))).toHaveLength(1);
    });

    it.each([
      ['closed for another domain', () => fixture.store.closeMap(map(9, { domain: '' })), /may not change/],
      ['a reference that is taken', () => fixture.store.addMap(map(1, { title: 'x' })), /there already/],
      ['of nobody', () => fixture.store.addMap(map(2, { account: 'eve' })), /account does not exist/],
      ['with a time that is no number', () => fixture.store.addMap(map(2, { startedAt: NaN })), /read back/],
    ])('refuse to be added or closed wrongly: %s', async (_, call, words) => {
      await fixture.store.addMap(map(1));
      await fixture.store.addMap(map(9, { state: 'running' }));
      await expectRefusal(call(), 'OG_STORE_FAILED', words);
      expect(await fixture.store.listMaps({ account: 'ann' })).toEqual([map(1)]);
    });

    it('are listed when saved and not running, newest first, all or of a domain', async () => {
      const { store } = fixture;
      const instant = 993_593_085_500;
      await store.addMap(map(9, { startedAt: instant }));
      await store.addMap(map(10, { startedAt: instant, domain: 'weir.example' }));
      await store.addMap(map(1, { startedAt: instant + 1, state: 'interrupted' }));
      await store.addMap(map(2, { startedAt: instant - 1, state: 'failed' }));
      await store.addMap(map(3, { startedAt: instant + 2, state: 'running' }));
      await store.addMap(map(4, { startedAt: instant + 2, saved: false }));
      await store.addMap(map(5, { startedAt: instant + 2, account: 'bob' }));
      await addScans(store, scan(6, { startedAt: instant + 3 }));
      const query = { account: 'ann' };
      expect(refs(await store.listMaps(query))).toEqual([1, 10, 9, 2].map(mapReference));
      expect(refs(await store.listMaps({ ...query, last: true }))).toEqual([mapReference(1)]);
      const mill = { ...query, domain: 'mill.example' };
      expect(refs(await store.listMaps(mill))).toEqual([1, 9, 2].map(mapReference));
      const weir = { ...query, domain: 'weir.example', last: true };
      expect(refs(await store.listMaps(weir))).toEqual([mapReference(10)]);
      expect(await store.listMaps({ ...query, domain: 'example' })).toEqual([]);
      expect(await store.listMaps({ account: 'eve' })).toEqual([]);
    });

    it('that run are listed whoever they belong to, oldest first', async () => {
      const { store } = fixture;
      await store.addMap(map(3, { state: 'running', account: 'bob', saved: false }));
      await store.addMap(map(2, { state: 'running' }));
      await store.addMap(map(1));
      expect(refs(await store.listRunning())).toEqual([2, 3].map(mapReference));
    });

    it('have their hosts by ascending address; one that is put again replaces the first', async () => {
      const { store } = fixture;
      await store.addMap(map(1));
      await store.addMap(map(2));
      const sorted = ['0.0.0.0', '2.0.0.0', '10.0.0.9', '10.0.0.10', '255.255.255.255'];
      for (const ip of sorted.toReversed()) await store.putMapHost(key(ref), mapHost(ip));
      await store.putMapHost(key(ref), mapHost('2.0.0.0', { router: true }));
      const hosts = await collect(store.mapHostsOf(ref));
      expect(hosts.map(({ ip }) => ip)).toEqual(sorted);
      expect(hosts[1]?.router).toBe(true);
      expect(await collect(store.mapHostsOf(mapReference(2)))).toEqual([]);
    });

    it.each([
      ['no address', () => fixture.store.putMapHost(key(ref), mapHost('10.0.0')), /no IPv4 address/],
      [
        'no number',
        () => fixture.store.putMapHost(key(ref), mapHost('10.0.0.9', { ports: [NaN] })),
        /read back/,
      ],
    ])('refuse a host with %s', async (_, call, words) => {
      await fixture.store.addMap(map(1));
      await expectRefusal(call(), 'OG_STORE_FAILED', words);
      expect(await collect(fixture.store.mapHostsOf(ref))).toEqual([]);
    });

    it('give their hosts as they were put, whatever their texts hold', async () => {
      await fixture.store.addMap(map(1));
      await fc.assert(
        fc.asyncProperty(anyHost, async (host) => {
          await fixture.store.putMapHost(key(ref), host);
          expect(await collect(fixture.store.mapHostsOf(ref))).toEqual([host]);
        }),
        { numRuns: 50 },
      );
    });

    it.each([
      ['the map is removed', () => fixture.store.removeMap('ann', ref)],
      ['the store is closed', () => fixture.store.close()],
    ])('never end as if their hosts were all when %s meanwhile', async (_, call) => {
      await fixture.store.addMap(map(1));
      for (const ip of ['10.0.0.1', '10.0.0.2']) await fixture.store.putMapHost(key(ref), mapHost(ip));
      const seen: string[] = [];
      const reading = (async () => {
        for await (const { ip } of fixture.store.mapHostsOf(ref)) {
          seen.push(ip);
          await call();
        }
      })();
      await expectRefusal(reading, 'OG_STORE_FAILED');
      expect(seen[0]).toBe('10.0.0.1');
    });
  });
};
