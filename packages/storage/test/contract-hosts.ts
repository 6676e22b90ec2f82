import type { HostReport } from '@openguard/model';
import { formatAddress } from '@openguard/targets';
import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Fixture } from './contract.js';
import { expectRefusal } from './refusal.js';
import {
  account,
  addScans,
  addressOf,
  collect,
  host,
  key,
  putHosts,
  reference,
  scan,
  UNWRITTEN,
} from './samples.js';

const ips = (hosts: readonly HostReport[]) => hosts.map(({ ip }) => ip);
const info = {
  section: 'info',
  id: '1',
  title: '',
  cve: [],
  category: '',
  rule: '',
  ssl: false,
  port: 65535,
} as const;
const anyText = fc.string({ unit: 'binary' });
const anyHost = fc
  .record({ address: fc.integer({ min: 0, max: 2 ** 32 - 1 }), os: anyText, title: anyText, reason: anyText })
  .map(({ address, os, title, reason }) =>
    host(formatAddress(address), {
      os,
      findings: [
        { section: 'info', id: '1', title, cve: [], category: '', rule: '', ssl: false, port: 65535 },
      ],
      coverage: { tcp: '', udp: '53', checks: [], gaps: [{ subject: 'udp', reason }] },
    }),
  );

/** What every store does with the hosts of a scan. */
export const hostContract = (fixture: Fixture): void => {
  describe('hosts', () => {
    const ref = reference(1);

    beforeEach(async () => {
      await fixture.store.addAccount(account('ann'));
      await addScans(fixture.store, scan(1));
      await addScans(fixture.store, scan(2));
    });

    it('come by ascending address, whatever order they were put in', async () => {
      const { store } = fixture;
      const sorted = ['0.0.0.0', '2.0.0.0', '10.0.0.9', '10.0.0.10', '192.0.2.1', '255.255.255.255'];
      for (const ip of sorted.toReversed()) await putHosts(store, ref, host(ip));
      await putHosts(store, reference(2), host('3.0.0.0'));
      expect(ips(await collect(store.hostsOf(ref)))).toEqual(sorted);
      expect(ips(await collect(store.hostsOf(reference(2))))).toEqual(['3.0.0.0']);
    });

    it.each([
      ['10.0.0.9', ['10.0.0.9']],
      ['10.0.0.8', []],
      ['255.255.255.255', ['255.255.255.255']],
      ['0.0.0.0', []],
    ])('are narrowed to %s', async (only, expected) => {
      for (const ip of ['10.0.0.9', '10.0.0.10', '255.255.255.255'])
        await putHosts(fixture.store, ref, host(ip));
      expect(ips(await collect(fixture.store.hostsOf(ref, addressOf(only))))).toEqual(expected);
    });

    it('are none for a scan without hosts, which is not a scan that is unknown', async () => {
      const { store } = fixture;
      expect(await collect(store.hostsOf(ref))).toEqual([]);
      await expectRefusal(collect(store.hostsOf(reference(3))), 'OG_STORE_FAILED');
      await expectRefusal(collect(store.hostsOf(reference(3), 1)), 'OG_STORE_FAILED');
    });

    it('put again replace the first', async () => {
      const { store } = fixture;
      await putHosts(store, ref, host('10.0.0.9', { name: 'old' }));
      await putHosts(store, ref, host('10.0.0.9', { os: 'new', findings: [] }));
      expect(await collect(store.hostsOf(ref))).toEqual([host('10.0.0.9', { os: 'new', findings: [] })]);
    });

    it.each([
      ['no address', () => fixture.store.putHost(key(ref), host('10.0.0'), UNWRITTEN), /no IPv4 address/],
      [
        'no number',
        () =>
          fixture.store.putHost(
            key(ref),
            host('10.0.0.9', { findings: [{ ...info, port: NaN }] }),
            UNWRITTEN,
          ),
        /read back/,
      ],
    ])('are refused with %s', async (_, call, words) => {
      await expectRefusal(call(), 'OG_STORE_FAILED', words);
      expect(await collect(fixture.store.hostsOf(ref))).toEqual([]);
    });

    it('are read as they were put, whatever their texts hold', async () => {
      await fc.assert(
        fc.asyncProperty(anyHost, async (report) => {
          await putHosts(fixture.store, ref, report);
          expect(await collect(fixture.store.hostsOf(ref, addressOf(report.ip)))).toEqual([report]);
        }),
        { numRuns: 50, examples: [[host('192.0.2.1', { os: 'nul \u0000, half a pair \ud800' })]] },
      );
    });

    it('are read while others are written', async () => {
      const { store } = fixture;
      for (const ip of ['10.0.0.1', '10.0.0.3']) await putHosts(store, ref, host(ip));
      const seen: string[] = [];
      for await (const { ip } of store.hostsOf(ref)) {
        seen.push(ip);
        if (ip === '10.0.0.1')
          for (const late of ['10.0.0.0', '10.0.0.2']) await putHosts(store, ref, host(late));
      }
      expect(seen).toEqual(expect.arrayContaining(['10.0.0.1', '10.0.0.3']));
      expect(seen).toEqual(seen.toSorted());
    });

    it('are read by several at once, and left unread', async () => {
      const { store } = fixture;
      for (const ip of ['10.0.0.1', '10.0.0.2', '10.0.0.3']) await putHosts(store, ref, host(ip));
      for await (const { ip } of store.hostsOf(ref)) {
        expect(ips(await collect(store.hostsOf(ref)))).toHaveLength(3);
        if (ip === '10.0.0.2') break;
      }
      await store.removeScan('ann', ref);
    });

    it.each([
      ['the scan is removed', () => fixture.store.removeScan('ann', ref)],
      ['the account is removed', () => fixture.store.removeAccount('ann')],
      ['the store is closed', () => fixture.store.close()],
    ])('never end as if they were all when %s meanwhile', async (_, call) => {
      for (const ip of ['10.0.0.1', '10.0.0.2']) await putHosts(fixture.store, ref, host(ip));
      const seen: string[] = [];
      const reading = (async () => {
        for await (const { ip } of fixture.store.hostsOf(ref)) {
          seen.push(ip);
          await call();
        }
      })();
      await expectRefusal(reading, 'OG_STORE_FAILED');
      expect(seen[0]).toBe('10.0.0.1');
    });
  });
};
