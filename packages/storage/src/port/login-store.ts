import type { LoginRecord } from '@openguard/model';

/** How the authentication records of an account are to change, and what whoever asked for it is told. */
export interface LoginChange<A> {
  /** Records that are new, or stand in place of those with their ids. */
  readonly put?: readonly LoginRecord[];
  readonly remove?: readonly number[];
  readonly answer: A;
}

/** The calls of a store that are about authentication records. What is secret in them comes sealed and stays so. */
export interface LoginStore {
  /** The records of an account by their ids. */
  readonly loginsOf: (account: string) => Promise<readonly LoginRecord[]>;
  /** The records of all accounts by their ids. */
  readonly listLogins: () => Promise<readonly LoginRecord[]>;
  /**
   * Changes the records of an account as `decide` says of all that are there, all at once: nobody else changes them
   * meanwhile. `decide` is pure; a store may ask it again. Ids are those of `nextSerial`. Rejects with `OG_STORE_FAILED`
   * when there is no such account.
   */
  readonly changeLogins: <A>(
    account: string,
    decide: (there: readonly LoginRecord[]) => LoginChange<A>,
  ) => Promise<A>;
}
