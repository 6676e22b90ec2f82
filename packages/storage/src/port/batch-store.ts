import type { Batch, JobReference } from '@openguard/model';

/** Which batch: of which job, and its number there. */
export interface BatchKey {
  readonly ref: JobReference;
  readonly batch: number;
}

/** A batch that waits for a worker, or that a worker has begun. */
export interface OpenBatch {
  readonly ref: JobReference;
  readonly number: number;
  readonly account: string;
}

/** How a batch ended. `notAlive` is a target list. */
export type BatchEnd = Pick<Batch, 'notAlive' | 'failure'> & { readonly state: 'done' | 'failed' };

/** The calls of a store that are about batches. None minds a job that is not there: it has no batches. */
export interface BatchStore {
  /**
   * Begins an open batch, once more if it was begun before: `attempts` counts it. Resolves to undefined when it has
   * ended, or when its job does not run or is to be stopped.
   */
  readonly beginBatch: (ref: JobReference, number: number) => Promise<Batch | undefined>;
  /**
   * How far an open batch is, 0 to 1, and the seconds that it still takes, where that can be foretold; on the disk a
   * little later, as with `holdJobs`.
   */
  readonly noteProgress: (
    ref: JobReference,
    number: number,
    progress: number,
    secondsLeft?: number,
  ) => Promise<void>;
  /** Takes back the beginning of an open batch: it does not count as an attempt. */
  readonly handBack: (ref: JobReference, number: number) => Promise<void>;
  /**
   * Ends a batch; one that has ended stays as it is. Resolves to the number of batches of its job that are still
   * open: exactly one call of the last ones sees 0 first.
   */
  readonly endBatch: (ref: JobReference, number: number, end: BatchEnd) => Promise<number>;
  /** The batches of a job by number; those that were open when it was closed are gone. */
  readonly batchesOf: (ref: JobReference) => Promise<readonly Batch[]>;
  /** The open batches of running jobs, those to be stopped included, oldest job first. */
  readonly openBatches: () => Promise<readonly OpenBatch[]>;
}
