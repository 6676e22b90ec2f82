import type { FindingEvent, KnownFinding } from '@openguard/model';
import type { Store } from '@openguard/storage';
import { parseAddress, type Address, type AddressSet } from '@openguard/targets';

type Told = Pick<Store, 'knownFindings' | 'eventsOf'>;

/** How a finding stood at a time: `asked` where only the events of its host tell. */
const standingAt = (
  { firstSeen, openedAt, fixedAt, state }: KnownFinding,
  time: number,
): 'fixed' | 'other' | 'asked' => {
  if (openedAt <= time)
    return state === 'fixed' && fixedAt !== undefined && fixedAt <= time ? 'fixed' : 'other';
  return firstSeen <= time ? 'asked' : 'other';
};

/** What the last event of a finding is that is gone: whether that is proven or inferred, as the state `fixed` is. */
const GONE: ReadonlySet<FindingEvent['what'] | undefined> = new Set(['fixed', 'inferred', 'proven']);

const wasFixed = (events: readonly FindingEvent[], key: string, time: number): boolean =>
  GONE.has(
    events.findLast((event) => event.key === key && event.at <= time && event.what !== 'changed')?.what,
  );

/**
 * Tells which findings had been seen and were fixed by a time, in milliseconds since 1970: asked for an identity. Holds
 * in memory the identities of those that were.
 */
export const fixedByTime = async (
  store: Told,
  account: string,
  time: number,
  addresses: AddressSet,
): Promise<(identity: string) => boolean> => {
  const fixed = new Set<string>();
  let host: { readonly address: Address; readonly events: readonly FindingEvent[] } | undefined;
  for (const { first, last } of addresses) {
    for await (const finding of store.knownFindings({ account, first, last })) {
      const standing = standingAt(finding, time);
      if (standing === 'fixed') fixed.add(finding.key);
      const parsed = parseAddress(finding.ip);
      if (standing !== 'asked' || parsed._tag === 'Left') continue;
      const address = parsed.right;
      if (host?.address !== address) host = { address, events: await store.eventsOf(account, address) };
      if (wasFixed(host.events, finding.key, time)) fixed.add(finding.key);
    }
  }
  return (identity) => fixed.has(identity);
};
