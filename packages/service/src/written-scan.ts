import type { Scan } from '@openguard/model';
import { writeHost } from '@openguard/reports';
import type { Store } from '@openguard/storage';
import type { Address } from '@openguard/targets';

/** A scan that has ended: its record, and its hosts as its report writes them, in pieces. */
export interface WrittenScan {
  readonly scan: Scan;
  readonly hosts: AsyncIterable<string | Uint8Array>;
}

type Hosts = Pick<Store, 'hostsOf' | 'isWritten' | 'writtenHostsOf'>;

/** Scans of older stores are written anew: their hosts were stored without their bytes. */
async function* writtenAnew(
  store: Hosts,
  scan: Scan,
  only: Address | undefined,
): AsyncGenerator<string, void, undefined> {
  for await (const host of store.hostsOf(scan.ref, only)) yield writeHost(host);
}

/** The report of a scan, or of one host of it, from the bytes that were stored with each host. */
export const writtenScan = async (store: Hosts, scan: Scan, only?: Address): Promise<WrittenScan> => ({
  scan,
  hosts: (await store.isWritten(scan.ref, only))
    ? store.writtenHostsOf(scan.ref, only)
    : writtenAnew(store, scan, only),
});
