import type { Acceptance } from '@openguard/model';

/** The calls of a store that are about accepted risks. */
export interface AcceptanceStore {
  /** Adds an acceptance, or replaces the one with its id. Rejects with `OG_STORE_FAILED` when there is no such account. */
  readonly putAcceptance: (account: string, acceptance: Acceptance) => Promise<void>;
  /** The acceptances of an account, those that count no more included, by the time they were made. */
  readonly acceptances: (account: string) => Promise<readonly Acceptance[]>;
}
