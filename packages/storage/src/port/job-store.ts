import type { JobReference, KeptJob, ScanState } from '@openguard/model';

/**
 * Where a job stands.
 *
 * - `progress`: 0 to 1, the mean over its batches; one that has ended counts as 1.
 * - `secondsLeft`: what it still takes; absent unless all of its open batches foretell it.
 * - `begun`: whether a worker has begun any of its batches.
 * - `stopReason`: why it is to be stopped, if someone said so.
 */
export interface Standing {
  readonly ref: JobReference;
  readonly state: ScanState;
  readonly progress: number;
  readonly secondsLeft?: number;
  readonly begun: boolean;
  readonly stopReason?: string;
}

/** A job that is not saved and that nobody waits for. */
export interface UnheldJob {
  readonly ref: JobReference;
  readonly account: string;
  readonly state: ScanState;
  readonly saved: false;
}

/** The calls of a store that are about jobs, which are scans and maps alike. */
export interface JobStore {
  /** A scan or map, whoever owns it. */
  readonly findJob: (ref: JobReference) => Promise<KeptJob | undefined>;
  /** Scans and maps that run, of one account or of all, oldest first. */
  readonly listRunning: (account?: string) => Promise<readonly KeptJob[]>;
  /** Running jobs that are marked to be stopped, oldest first. */
  readonly jobsToStop: () => Promise<readonly JobReference[]>;
  /** Running jobs none of whose batches is open any more, oldest first. */
  readonly jobsToClose: () => Promise<readonly JobReference[]>;
  /** Where jobs stand, in no order; those that are unknown are left out. */
  readonly standing: (refs: readonly JobReference[]) => Promise<readonly Standing[]>;
  /**
   * Marks a running job to be stopped, for a reason that its report gives; the first reason stays. Resolves to
   * false when no such job of that account runs.
   */
  readonly stopJob: (account: string, ref: JobReference, reason: string) => Promise<boolean>;
  /**
   * Someone waits for these jobs at this time. A job counts as held at its start. It is seen at once, and is on the
   * disk a little later: a loss of power may take it back.
   */
  readonly holdJobs: (refs: readonly JobReference[], at: number) => Promise<void>;
  /** Jobs that are not saved and that nobody has held since a time, running or ended, oldest first. */
  readonly unheldJobs: (before: number) => Promise<readonly UnheldJob[]>;
  /** How many `eraseEnded` would erase. */
  readonly countEnded: (before: number, account?: string) => Promise<number>;
  /**
   * Erases for good the scans and maps, saved or not, that ended before a time, of one account or of all; resolves to
   * their number. It goes one by one: when it rejects, those before are erased.
   */
  readonly eraseEnded: (before: number, account?: string) => Promise<number>;
}
