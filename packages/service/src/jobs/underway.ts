import type { JobReference, KeptJob, KeptMap, Scan } from '@openguard/model';
import type { Refused } from '@openguard/protocol';

/** A job under way, as whoever waits for it sees it. */
export interface Underway<A extends KeptJob = KeptJob> {
  readonly ref: JobReference;
  /** Whether it is to be kept after its end. */
  readonly saved: boolean;
  /** The record of how it ended, or why nobody can wait for that here any more. Does not reject. */
  readonly done: Promise<A | Refused>;
  /** How far it is, 0 to 1. */
  readonly progress: () => number;
  /** How many seconds it still takes, where that can be foretold. */
  readonly secondsLeft: () => number | undefined;
  /** Says that whoever waited is gone, or has what it waited for. */
  readonly leave: () => void;
}

/** A job that has not ended. `Queued`: no part of it was begun yet. */
export interface RunningJob {
  readonly type: 'scan' | 'map';
  readonly ref: JobReference;
  readonly account: string;
  readonly target: string;
  readonly startedAt: number;
  readonly status: 'Queued' | 'Running';
}

/** Whether a reference is that of a scan or of a map. */
export const typeOf = (ref: JobReference): RunningJob['type'] => (ref.startsWith('map/') ? 'map' : 'scan');

const strange = (ref: string): never => {
  throw new TypeError(`${ref} is not what its reference says`);
};

/** A job that is known to be a scan. */
export const scanOf = (underway: Underway): Underway<Scan> => ({
  ...underway,
  done: underway.done.then((ended) => ('mapHost' in ended ? strange(ended.ref) : ended)),
});

/** A job that is known to be a map. */
export const mapOf = (underway: Underway): Underway<KeptMap> => ({
  ...underway,
  done: underway.done.then((ended) => ('scanHost' in ended ? strange(ended.ref) : ended)),
});
