import type { KeptMap, Scan } from '@openguard/model';
import type { Store } from '@openguard/storage';
import {
  difference,
  formatAddressSet,
  normalise,
  parseAddress,
  parseTargetList,
  type AddressRange,
} from '@openguard/targets';

/**
 * Closes a scan whose process died: the hosts that were done stay, all others are named as not scanned. One
 * without any is forgotten.
 */
export const closeLeftBehind = async (store: Store, scan: Scan, now: number): Promise<void> => {
  const done: AddressRange[] = [];
  for await (const { ip } of store.hostsOf(scan.ref)) {
    const address = parseAddress(ip);
    if (address._tag === 'Right') done.push({ first: address.right, last: address.right });
  }
  if (done.length === 0) {
    await store.removeScan(scan.account, scan.ref);
    return;
  }
  const targets = parseTargetList(scan.target);
  const all = targets._tag === 'Right' ? targets.right.addresses : [];
  await store.closeScan({
    ...scan,
    state: 'interrupted',
    endedAt: now,
    hostsAlive: done.length,
    notScanned: formatAddressSet(difference(all, normalise(done))),
    failure: 'The server ended before the scan was complete.',
  });
};

/** Closes a map whose process died: the hosts that were told stay. One without any is forgotten. */
export const closeMapLeftBehind = async (store: Store, map: KeptMap, now: number): Promise<void> => {
  const told = new Set<string>();
  for await (const { ip } of store.mapHostsOf(map.ref)) told.add(ip);
  const hosts = told.size;
  if (hosts === 0) {
    await store.removeMap(map.account, map.ref);
    return;
  }
  const failure = 'The server ended before the map was complete.';
  await store.closeMap({ ...map, state: 'interrupted', endedAt: now, hosts, failure });
};
