import type { Store } from '@openguard/storage';

/** Whose hosts, and since when no scan has looked at them. `dry`: they are only counted. */
export interface ForgetOptions {
  readonly store: Pick<Store, 'listAccounts' | 'hostPage' | 'purgeHosts'>;
  /** Milliseconds since 1970. */
  readonly before: number;
  /** All accounts when left out. */
  readonly account?: string;
  readonly dry?: boolean;
}

const AT_ONCE = 100;

/**
 * Forgets, for good, what the histories know of hosts that no scan has looked at since a time; resolves to how many
 * those are. A host that scans still look at keeps all of its history.
 */
export const forgetHosts = async ({
  store,
  before,
  account,
  dry = false,
}: ForgetOptions): Promise<number> => {
  const names = account === undefined ? (await store.listAccounts()).map(({ name }) => name) : [account];
  let count = 0;
  for (const name of names) {
    for (let from = 0; ;) {
      const query = { account: name, from, to: Number.MAX_SAFE_INTEGER, notVisitedSince: before };
      const ids = (await store.hostPage(query, AT_ONCE)).map(({ id }) => id);
      const last = ids.at(-1);
      if (last === undefined) break;
      count += dry ? ids.length : (await store.purgeHosts(name, ids)).length;
      from = last + 1;
    }
  }
  return count;
};
