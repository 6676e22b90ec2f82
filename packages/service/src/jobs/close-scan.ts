import type { Batch, Scan } from '@openguard/model';
import type { Store } from '@openguard/storage';
import {
  difference,
  formatAddressSet,
  parseTargetList,
  size,
  union,
  type AddressSet,
} from '@openguard/targets';

const addressesIn = (list: string): AddressSet => {
  const parsed = parseTargetList(list);
  return parsed._tag === 'Right' ? parsed.right.addresses : [];
};

/** How a scan ended whose batches have all ended: what was found, what was silent, what was not looked at. */
export const endedScan = async (
  store: Pick<Store, 'addressesOf'>,
  scan: Scan,
  batches: readonly Batch[],
  now: number,
  stopReason: string | undefined,
): Promise<Scan> => {
  const alive = await store.addressesOf(scan.ref);
  const hosts = size(alive);
  const told = batches.map(({ notAlive }) => addressesIn(notAlive)).reduce(union, []);
  const notAlive = difference(told, alive);
  const notScanned = difference(addressesIn(scan.target), union(alive, notAlive));
  const failure = stopReason ?? batches.find(({ state }) => state === 'failed')?.failure;
  const complete = failure === undefined && notScanned.length === 0;
  const looked = hosts > 0 || notAlive.length > 0;
  return {
    ...scan,
    hostsAlive: hosts,
    notAlive: formatAddressSet(notAlive),
    notScanned: formatAddressSet(notScanned),
    endedAt: now,
    state: complete ? 'finished' : looked || stopReason !== undefined ? 'interrupted' : 'failed',
    ...(complete ? {} : { failure: failure ?? 'The scan engine did not report every target.' }),
  };
};
