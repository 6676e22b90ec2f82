import type { MapReference, ScanReference } from '@openguard/model';
import { REFUSALS, type Refused } from '@openguard/protocol';
import { Turnstile } from './turnstile.js';

/** A scan or map that is asked for: whose it is, what it looks at, and when it was asked for. */
export interface Job {
  readonly type: 'scan' | 'map';
  readonly ref: ScanReference | MapReference;
  readonly account: string;
  readonly target: string;
  readonly startedAt: number;
}

/** A job that has not ended. `Queued`: its turn has not come yet. */
export interface RunningJob extends Job {
  readonly status: 'Queued' | 'Running';
}

/** A job under way, as whoever waits for it sees it. */
export interface Underway<A> {
  readonly ref: Job['ref'];
  /** How it ended; does not reject for a reason of the engine. */
  readonly done: Promise<A>;
  /** How far it is, 0 to 1. */
  readonly progress: () => number;
  /** Stops it, since nobody waits for the report any more; what is done stays. */
  readonly cancel: () => void;
}

/** Does a job. When `signal` aborts, its reason is a sentence that the report gives as the reason. */
export type Work<A> = (signal: AbortSignal, onProgress: (done: number) => void) => Promise<A>;

interface Entry {
  readonly job: Job;
  readonly stop: AbortController;
  readonly done: Promise<unknown>;
  status: RunningJob['status'];
}

/** Why a job ended early, as its report says it. */
const REASONS = {
  clientGone: (type: Job['type']) => `The client left before the ${type} was complete.`,
  serverStopped: (type: Job['type']) => `The server was stopped before the ${type} was complete.`,
  cancelled: (type: Job['type']) => `The ${type} was cancelled by its account before it was complete.`,
} as const;

/**
 * The scans and maps that run in this process, `width` of them at a time; accounts take turns. One that is
 * cancelled before its turn is done at once, with a signal that has aborted.
 */
export const createRunning = ({ width = 2 }: { readonly width?: number } = {}) => {
  const turnstile = new Turnstile(width);
  const entries = new Map<string, Entry>();

  const begin = <A extends object>(job: Job, work: Work<A>): Underway<A> => {
    const stop = new AbortController();
    let progress = 0;
    const perform = (): Promise<A> =>
      work(stop.signal, (done) => {
        progress = done;
      });
    const inTurn = (): Promise<A> => {
      entry.status = 'Running';
      return perform();
    };
    const done = (async () =>
      (await turnstile.runFor([job.account], inTurn, stop.signal)) ?? (await perform()))().finally(() =>
      entries.delete(job.ref),
    );
    const entry: Entry = { job, stop, done, status: 'Queued' };
    entries.set(job.ref, entry);
    return {
      ref: job.ref,
      done,
      progress: () => progress,
      cancel: () => stop.abort(REASONS.clientGone(job.type)),
    };
  };

  const find = (account: string, ref: string): Entry | undefined => {
    const entry = entries.get(ref);
    return entry?.job.account === account ? entry : undefined;
  };

  return {
    begin,
    isRunning: (account: string, ref: string): boolean => find(account, ref) !== undefined,
    /** What runs for an account, in the order in which it was asked for. */
    list: (account: string): readonly RunningJob[] =>
      [...entries.values()]
        .filter(({ job }) => job.account === account)
        .map(({ job, status }) => ({ ...job, status })),
    /** Stops a job of an account and waits until it is stored as it was left; refuses when no such job runs. */
    cancel: async (account: string, ref: string): Promise<Refused | undefined> => {
      const entry = find(account, ref);
      if (entry === undefined) {
        const text = `${ref} does not run in this account.`;
        return { number: REFUSALS.unknownReference, text };
      }
      entry.stop.abort(REASONS.cancelled(entry.job.type));
      await Promise.allSettled([entry.done]);
      return undefined;
    },
    /** Stops everything and waits until it is stored. */
    stop: async (): Promise<void> => {
      const all = [...entries.values()];
      for (const { job, stop } of all) stop.abort(REASONS.serverStopped(job.type));
      await Promise.allSettled(all.map(({ done }) => done));
    },
  };
};

/** The refusal to touch what still runs. */
export const stillRunning = (ref: string): Refused => ({
  number: REFUSALS.invalidValue,
  text: `${ref} still runs; cancel it first, or wait for its end.`,
});

/** What {@link createRunning} gives. */
export type Running = ReturnType<typeof createRunning>;
