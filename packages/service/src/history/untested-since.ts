import type { TakenReport } from '@openguard/model';
import { contains, parseTargetList, type Address, type AddressSet } from '@openguard/targets';

/** That a scan was to look at a host, and did not. */
export interface Untested {
  readonly at: number;
  readonly reason: string;
}

const addressesIn = (list: string): AddressSet => {
  const parsed = list.trim() === '' ? undefined : parseTargetList(list);
  return parsed?._tag === 'Right' ? parsed.right.addresses : [];
};

/** Which hosts a report names and says nothing else of, its lists read when first asked for. */
const absences = ({ at, notAlive, notScanned, target }: TakenReport) => {
  let lists: readonly (readonly [AddressSet, string])[] | undefined;
  return {
    at,
    reasonFor: (address: Address): string | undefined => {
      lists ??= [
        [addressesIn(notScanned), 'the host was not scanned'],
        [addressesIn(notAlive), 'the host did not answer'],
        [addressesIn(target), 'the host is not in the report'],
      ];
      return lists.find(([addresses]) => contains(addresses, address))?.[1];
    },
  };
};

/**
 * Tells of a host whether scans after its newest visit were to look at it and did not: the newest of them, and why.
 */
export const untestedSince = (
  reports: readonly TakenReport[],
): ((address: Address, visitedAt: number) => Untested | undefined) => {
  const newestFirst = [...reports].sort((a, b) => b.at - a.at).map(absences);
  return (address, visitedAt) => {
    for (const { at, reasonFor } of newestFirst) {
      if (at <= visitedAt) return undefined;
      const reason = reasonFor(address);
      if (reason !== undefined) return { at, reason };
    }
    return undefined;
  };
};
