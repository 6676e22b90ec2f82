import type { KnownHost, Store } from '@openguard/storage';
import { addressesOf, contains, size } from '@openguard/targets';
import type { HostFilter } from './host-filter.js';
import { holdsNumber, nextNumber } from './number-ranges.js';

/** Hosts that are read at a time. */
const PAGE = 256;
/** So few addresses are looked up; more are looked for among all hosts. */
const FEW = 1024;

/** The hosts of an account that a filter means, by number, read some at a time. */
export async function* matchingHosts(
  store: Pick<Store, 'hostPage'>,
  account: string,
  { ids, addresses, matchesOs, isNamed, visitedSince, notVisitedSince, open = false }: HostFilter,
): AsyncGenerator<KnownHost, void, undefined> {
  const last = ids.at(-1)?.last;
  if (last === undefined) return;
  const query = {
    ...{ account, to: last, open },
    ...(addresses !== undefined && size(addresses) <= FEW ? { addresses: [...addressesOf(addresses)] } : {}),
    ...(visitedSince === undefined ? {} : { visitedSince }),
    ...(notVisitedSince === undefined ? {} : { notVisitedSince }),
  };
  for (let from = nextNumber(ids, 0); from !== undefined;) {
    const page = await store.hostPage({ ...query, from }, PAGE);
    for (const host of page) {
      if (!holdsNumber(ids, host.id)) continue;
      if (addresses !== undefined && !contains(addresses, host.address)) continue;
      if (matchesOs !== undefined && !matchesOs(host.os ?? '')) continue;
      if (isNamed !== undefined && !isNamed(host.name ?? '')) continue;
      yield host;
    }
    const end = page.at(-1);
    // Numbers that nobody asks for are passed over.
    from = end === undefined || page.length < PAGE ? undefined : nextNumber(ids, end.id + 1);
  }
}
