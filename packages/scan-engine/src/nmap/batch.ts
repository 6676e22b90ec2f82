import { batchesOf, difference, intersection, isSubset, LOOPBACK, type AddressSet } from '@openguard/targets';
import { ownAddresses, type Listener } from './own-addresses.js';

/** Hosts that one run of nmap looks at. */
export interface Batch {
  readonly addresses: AddressSet;
  /** The port of our own server, which these hosts are not asked for. */
  readonly ownPort?: number;
  /** Whether all addresses are loopback: they have no names, no route, and no fingerprint worth having. */
  readonly loopback: boolean;
}

/** Cuts targets into runs of at most `limit` hosts; those that our own server listens at come first. */
export function* planBatches(
  targets: AddressSet,
  limit: number,
  listener: Listener | undefined,
): Generator<Batch, void, undefined> {
  const own = listener === undefined ? [] : intersection(targets, ownAddresses(listener));
  const others = difference(targets, own);
  for (const addresses of batchesOf(own, limit)) {
    const loopback = isSubset(addresses, LOOPBACK);
    yield listener === undefined ? { addresses, loopback } : { addresses, loopback, ownPort: listener.port };
  }
  for (const addresses of batchesOf(others, limit)) {
    yield { addresses, loopback: isSubset(addresses, LOOPBACK) };
  }
}
