import { formatAddress } from '@openguard/targets';
import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Fixture } from './contract.js';
import { expectRefusal } from './refusal.js';
import {
  account,
  addressOf,
  collect,
  host,
  key,
  map,
  mapHost,
  mapReference,
  reference,
  scan,
  UNWRITTEN,
} from './samples.js';

/** What every store does with the written bytes of hosts, and with their addresses. */
export const writtenContract = (fixture: Fixture): void => {
  describe('written hosts', () => {
    const ref = reference(1);
    const put = (address: number, bytes: Uint8Array) =>
      fixture.store.putHost(key(ref), host(formatAddress(address)), bytes);
    const pieces = (only?: number) => collect(fixture.store.writtenHostsOf(ref, only));

    beforeEach(async () => {
      await fixture.store.addAccount(account('ann'));
      await fixture.store.addScan(scan(1, { state: 'running' }), ['0.0.0.0/0']);
    });

    it('come back to the byte by ascending address, in pieces that end where hosts do', async () => {
      const sizes = [1, 1_200_000, 400_000, 400_000, 400_000, 400_000, 7];
      for (const [address, size] of [...sizes.entries()].toReversed()) {
        await put(address, Buffer.alloc(size, address + 1));
      }
      const found = await pieces();
      const expected = Buffer.concat(sizes.map((size, address) => Buffer.alloc(size, address + 1)));
      expect(Buffer.concat(found).equals(expected)).toBe(true);
      const ends = found.map((_, index) => Buffer.concat(found.slice(0, index + 1)).length);
      const between = sizes.map((_, index) => sizes.slice(0, index + 1).reduce((sum, size) => sum + size, 0));
      expect(between).toEqual(expect.arrayContaining(ends));
    });

    it('are any bytes, and those of the last put', async () => {
      await fc.assert(
        fc.asyncProperty(fc.uint8Array({ minLength: 1, maxLength: 300 }), async (bytes) => {
          await put(7, Buffer.from('before'));
          await put(7, bytes);
          expect(Buffer.concat(await pieces()).equals(bytes)).toBe(true);
        }),
        {
          numRuns: 30,
          examples: [
            [Uint8Array.of(0, 92, 255, 39, 0)],
            [Uint8Array.of(65, 0, 66)],
            [Buffer.from('\\x41 \u{1f511} ä\r\n\ufeff\u0001')],
            [Buffer.from('\ufeff<IP/>')],
          ],
        },
      );
    });

    it('are narrowed to one address', async () => {
      await put(7, Buffer.from('seven'));
      await put(8, Buffer.from('eight'));
      expect(Buffer.concat(await pieces(8)).toString()).toBe('eight');
      expect(await pieces(9)).toEqual([]);
    });

    it('many and small come a page at a time, none twice, none left out', async () => {
      for (let address = 0; address < 260; address += 1) await put(address, Buffer.from(`<${address}>`));
      const all = Array.from({ length: 260 }, (_, address) => `<${address}>`).join('');
      expect(Buffer.concat(await pieces()).toString()).toBe(all);
      expect(await collect(fixture.store.hostsOf(ref))).toHaveLength(260);
    });

    it('that are not there for one host are never left out in silence', async () => {
      const { store } = fixture;
      expect(await store.isWritten(ref)).toBe(true);
      await put(7, Buffer.from('seven'));
      expect(await store.isWritten(ref)).toBe(true);
      await put(8, UNWRITTEN);
      await put(9, Buffer.from('nine'));
      expect([
        await store.isWritten(ref),
        await store.isWritten(ref, 8),
        await store.isWritten(ref, 9),
      ]).toEqual([false, false, true]);
      await expectRefusal(pieces(), 'OG_STORE_FAILED', /host 0\.0\.0\.8 .*without/);
      await expectRefusal(pieces(8), 'OG_STORE_FAILED', /host 0\.0\.0\.8/);
      expect(Buffer.concat(await pieces(9)).toString()).toBe('nine');
      await put(9, UNWRITTEN);
      expect(await store.isWritten(ref, 9)).toBe(false);
    });

    it('of a scan that is unknown, or goes away meanwhile, make it reject', async () => {
      const { store } = fixture;
      await expectRefusal(collect(store.writtenHostsOf(reference(2))), 'OG_STORE_FAILED', /not there/);
      await expectRefusal(store.isWritten(reference(2)), 'OG_STORE_FAILED', /not there/);
      for (const address of [1, 2, 3, 4, 5]) await put(address, Buffer.alloc(600_000, address));
      let seen = 0;
      const reading = (async () => {
        for await (const { length } of store.writtenHostsOf(ref)) {
          seen += length;
          await store.removeScan('ann', ref);
        }
      })();
      await expectRefusal(reading, 'OG_STORE_FAILED');
      // The next page may have been read before, never more.
      const page = 1_200_000;
      expect([page, 2 * page]).toContain(seen);
    });

    it('have addresses, and so have those of maps', async () => {
      const { store } = fixture;
      for (const address of [5, 3, 4, addressOf('255.255.255.255')]) await put(address, UNWRITTEN);
      const last = addressOf('255.255.255.255');
      expect(await store.addressesOf(ref)).toEqual([
        { first: 3, last: 5 },
        { first: last, last },
      ]);
      await store.addMap(map(2, { state: 'running' }));
      expect(await store.addressesOf(mapReference(2))).toEqual([]);
      await store.putMapHost(key(mapReference(2)), mapHost('0.0.0.9'));
      expect(await store.addressesOf(mapReference(2))).toEqual([{ first: 9, last: 9 }]);
      await expectRefusal(store.addressesOf(reference(3)), 'OG_STORE_FAILED', /not there/);
    });
  });
};
