import type { Work } from './work.js';

/**
 * How the statements of a work are done: each on its own, or all of them as one transaction, which is on the disk
 * when the call resolves. A statement that writes and answers with rows at the same time needs the latter.
 */
type Manner = 'apart' | 'together';

/** A database as the store sees it. */
export interface Database {
  /** Where it is, for messages; without a password. */
  readonly place: string;
  /**
   * Does work. What the database refuses becomes `OG_STORE_FULL` or `OG_STORE_FAILED`; `task` completes "the store
   * … cannot". Errors that are not about storage stay what they are.
   */
  readonly call: <A>(task: string, manner: Manner, work: () => Work<A>) => Promise<A>;
  /** Gives it back; closing again does nothing. */
  readonly close: () => Promise<void>;
}
