import type { MapReference, ScanReference } from '@openguard/model';

/** A batch by its name: a part of a job that a worker does in one go. `account`: whose job it is. */
export interface QueuedBatch {
  readonly ref: ScanReference | MapReference;
  readonly number: number;
  readonly account: string;
}

/**
 * Why the work on a batch is broken off, as the reason of its signal.
 *
 * - `stopping`: this queue stops; the batch waits again, for another worker or another start.
 * - `withdrawn`: nobody wants its job any more.
 * - `lost`: its lease has run out, and another worker may have it by now.
 */
export type Interruption = 'stopping' | 'withdrawn' | 'lost';

/**
 * Does a batch. When `signal` aborts, its reason is an {@link Interruption}. Whether it resolves or rejects, the
 * queue forgets the batch, unless it was interrupted by `stopping`; a rejection is reported besides.
 */
export type Perform = (batch: QueuedBatch, signal: AbortSignal) => Promise<void>;

/** How batches are worked on. `width`: how many at a time in this process. */
export interface WorkOptions {
  readonly width: number;
  readonly perform: Perform;
}

/** How many batches wait, and how many are being worked on, by all workers. */
export interface Depth {
  readonly waiting: number;
  readonly active: number;
}

/**
 * The port that every queue fulfils. Accounts take turns, however many batches each of them has waiting; the
 * batches of an account keep their order. A queue may lose batches and never says so: whoever submits keeps the
 * truth, and submits again what is still to be done.
 *
 * Calls of a queue that is not in this process reject with `OG_QUEUE_FAILED`.
 */
export interface BatchQueue {
  /** Hands batches in. One that waits already, or that is being worked on, is left alone. */
  readonly submit: (batches: readonly QueuedBatch[]) => Promise<void>;
  /** Begins to work on batches in this process; called at most once. */
  readonly work: (options: WorkOptions) => void;
  /**
   * Takes the batches of a job back: those that wait are forgotten, and those that are worked on in this process
   * are interrupted. Resolves when the latter have ended.
   */
  readonly withdraw: (ref: QueuedBatch['ref']) => Promise<void>;
  readonly depth: () => Promise<Depth>;
  /**
   * Begins no batch any more, interrupts those that are worked on in this process, and resolves when they have
   * ended and wait again. Stopping again does nothing.
   */
  readonly stop: () => Promise<void>;
}

/** What tells a batch from all others. */
export const keyOf = ({ ref, number }: Pick<QueuedBatch, 'ref' | 'number'>): string => `${ref}#${number}`;
