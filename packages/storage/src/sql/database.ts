import type { Work } from './work.js';

/**
 * How the statements of a work are done: each on its own, or all of them as one transaction, which is on the disk
 * when the call resolves. A statement that writes and answers with rows at the same time needs the latter.
 *
 * `lightly` is a transaction that does not wait for the disk: others see it at once, and it outlives the process, but
 * a machine that loses its power may forget it. It is for what is soon written again.
 */
type Manner = 'apart' | 'together' | 'lightly';

/** What a session is for: reading all as it is at its beginning, or writing all or nothing. */
export type Purpose = 'snapshot' | 'write';

/** A transaction that lasts as long as somebody works with it, on a connection of its own. */
export interface Session {
  readonly run: <A>(work: () => Work<A>) => Promise<A>;
  readonly commit: () => Promise<void>;
  /** Gives the connection back; what was not committed is undone. */
  readonly end: () => Promise<void>;
}

/** A database as the store sees it. */
export interface Database {
  /** Where it is, for messages; without a password. */
  readonly place: string;
  /** Whether many bytes are worth packing: where the database is another process, to move them costs more. */
  readonly packs: boolean;
  /**
   * Does work. What the database refuses becomes `OG_STORE_FULL` or `OG_STORE_FAILED`; `task` completes "the store
   * … cannot". Errors that are not about storage stay what they are.
   */
  readonly call: <A>(task: string, manner: Manner, work: () => Work<A>) => Promise<A>;
  /**
   * Takes what was erased out of the log of the database, too, where it has one of its own that others do not read at the
   * moment. Does not fail: what is erased stays erased, and the next time takes it along.
   */
  readonly forget: () => Promise<void>;
  /** Begins a session; its errors are those of `call`. */
  readonly openSession: (task: string, purpose: Purpose) => Promise<Session>;
  /** Gives it back; closing again does nothing. */
  readonly close: () => Promise<void>;
}

/** Waits for what erases, and then takes it out of the log of the database. */
export const thenForget = async <A>(forget: Database['forget'], erasing: Promise<A>): Promise<A> => {
  const result = await erasing;
  await forget();
  return result;
};
