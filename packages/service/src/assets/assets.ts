import type { Account } from '@openguard/model';
import { CODES, type Refused } from '@openguard/protocol';
import type { KnownHost, Store } from '@openguard/storage';
import * as E from 'fp-ts/lib/Either.js';
import { findingsOnHosts, type HostFindings } from './detections.js';
import { readDetectionChoice, type DetectionChoice } from './finding-filter.js';
import { readHostChoice, type HostChoice } from './host-filter.js';
import { matchingHosts } from './matching-hosts.js';
import { pageOf, type Page } from './page.js';

/** How many hosts of a list are wanted at a time; 0 for all of them. */
interface Truncation {
  readonly truncationLimit?: number;
}

/** Hosts of a page when nothing is said, and at most. */
const USUAL = 1000;
const MOST = 1_000_000;
/** Hosts that are purged at a time. */
const BATCH = 100;

const TOO_MANY: Refused = {
  number: CODES.invalidValue,
  text: `parameter truncation_limit has invalid value: at most ${MOST}, or 0 for all`,
};
const NOBODY_CHOSEN: Refused = {
  number: CODES.missingOneOf,
  text: 'Give at least one of these parameters: ids, ips, ag_ids, ag_titles.',
};

/** What the state of hosts is told from. */
export interface AssetsOptions {
  readonly store: Pick<Store, 'hostPage' | 'findingsOf' | 'purgeHosts'>;
}

/** A page of a list, and how many entries it has at most; 0 for all. */
export type AssetPage<A> = Page<A> & { readonly limit: number };

/** The hosts of an account and what is known of them now, as its history tells it. */
export const createAssets = ({ store }: AssetsOptions) => {
  const hostsOf = async (
    { name }: Account,
    choice: HostChoice & Truncation,
  ): Promise<E.Either<Refused, { readonly hosts: AsyncIterable<KnownHost>; readonly limit: number }>> => {
    const { truncationLimit: limit = USUAL } = choice;
    if (limit > MOST) return E.left(TOO_MANY);
    const filter = await readHostChoice(choice);
    return E.map((which: (typeof filter & { _tag: 'Right' })['right']) => ({
      hosts: matchingHosts(store, name, which),
      limit,
    }))(filter);
  };

  return {
    /** Hosts by number. */
    list: async (
      account: Account,
      choice: HostChoice & Truncation,
    ): Promise<E.Either<Refused, AssetPage<KnownHost>>> =>
      E.map(({ hosts, limit }: { hosts: AsyncIterable<KnownHost>; limit: number }) => ({
        ...pageOf(hosts, limit, ({ id }) => id),
        limit,
      }))(await hostsOf(account, choice)),

    /** Hosts by number with their findings; a host that has none that is wanted is left out. */
    detections: async (
      account: Account,
      choice: HostChoice & DetectionChoice & Truncation,
    ): Promise<E.Either<Refused, AssetPage<HostFindings>>> => {
      const found = await hostsOf(account, choice);
      const which = readDetectionChoice(choice);
      if (found._tag === 'Left') return found;
      if (which._tag === 'Left') return which;
      const { hosts, limit } = found.right;
      const all = findingsOnHosts(store, account.name, hosts, which.right);
      return E.right({ ...pageOf(all, limit, ({ host }) => host.id), limit });
    },

    /** Forgets what is known of hosts, and tells their numbers. Filters of different kinds narrow each other. */
    purge: async (account: Account, choice: HostChoice): Promise<E.Either<Refused, readonly number[]>> => {
      const { ids, ips, groupIds, groupTitles } = choice;
      if ([ids, ips, groupIds, groupTitles].every((given) => given === undefined))
        return E.left(NOBODY_CHOSEN);
      const filter = await readHostChoice(choice);
      if (filter._tag === 'Left') return filter;
      const purged: number[] = [];
      let batch: number[] = [];
      const purge = async (): Promise<void> => {
        purged.push(...(await store.purgeHosts(account.name, batch)));
        batch = [];
      };
      for await (const { id } of matchingHosts(store, account.name, filter.right)) {
        batch.push(id);
        if (batch.length >= BATCH) await purge();
      }
      await purge();
      return E.right(purged);
    },
  };
};

/** What {@link createAssets} gives. */
export type Assets = ReturnType<typeof createAssets>;
