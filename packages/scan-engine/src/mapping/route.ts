import { parseAddress, type Address } from '@openguard/targets';
import * as E from 'fp-ts/lib/Either.js';
import type { Host } from '../nmap/document.js';
import { addressOf } from '../nmap/host-facts.js';

/**
 * The way to a host, as one trace shows it: the answering routers, nearest first, `undefined` for one that does
 * not show itself. Empty for a host on our own network.
 */
export type Route = readonly (Address | undefined)[];

/** More hops than a packet survives. */
const MOST_HOPS = 255;

/** The way to a host; `undefined` when it was not traced or the trace did not arrive. */
export const routeOf = (host: Host): Route | undefined => {
  const own = addressOf(host);
  const hops = new Map<number, Address>();
  for (const { ttl, ip = '' } of host.trace?.hops ?? []) {
    const address = parseAddress(ip);
    if (E.isRight(address) && ttl <= MOST_HOPS) hops.set(ttl, address.right);
  }
  const last = [...hops].find(([, address]) => address === own)?.[0];
  return last === undefined ? undefined : Array.from({ length: last - 1 }, (_, index) => hops.get(index + 1));
};
