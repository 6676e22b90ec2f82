import type { JobReference, KeptJob } from '@openguard/model';
import { REFUSALS, STOPS_NOW, type Refused } from '@openguard/protocol';
import type { BatchQueue } from '@openguard/queue';
import type { MapEngine, ScanEngine } from '@openguard/scan-engine';
import type { Store, TicketRule } from '@openguard/storage';
import type { AddressSet } from '@openguard/targets';
import { setTimeout } from 'node:timers/promises';
import type { Sealing } from '../sealing.js';
import { createHistorian } from '../history/historian.js';
import { createClosing } from './closing.js';
import { createReserve } from './reserve-hosts.js';
import { createSweeper } from './sweeper.js';
import { typeOf, type RunningJob, type Underway } from './underway.js';
import { createWaiting } from './waiting.js';
import { createWorker } from './worker.js';

/** What jobs need. */
export interface JobsOptions {
  readonly store: Store;
  readonly queue: BatchQueue;
  readonly engine: ScanEngine;
  /** Without one, maps fail. */
  readonly mapEngine: MapEngine;
  readonly scope: AddressSet;
  /** The time that records carry, in milliseconds since 1970. */
  readonly clock: () => number;
  /** The time of day; that of records unless told. */
  readonly now?: () => number;
  /** For how long a job that is not saved outlives whoever waited for it; 60 s unless told. */
  readonly graceMs?: number;
  /** The keys that open authentication records; without them scans use none, and say so. */
  readonly sealing?: () => Promise<Sealing | undefined>;
  /** Which findings of scans that are taken into the history get a ticket; none when left out. */
  readonly tickets?: TicketRule;
  /** Gets a line about what becomes of jobs. */
  readonly log?: (line: string) => void;
  /** Gets errors that are none of ours, for the operator's log. */
  readonly unexpected: (error: unknown) => void;
}

const GRACE_MS = 60_000;

const cancelledBy = (ref: JobReference): string =>
  `The ${typeOf(ref)} was cancelled by its account before it was complete.`;

const stopping = (ref: JobReference, saved: boolean, graceMs: number): Refused => ({
  number: REFUSALS.internal,
  text: saved
    ? `${STOPS_NOW} ${ref} goes on when it runs again; its report will be in the list of saved reports.`
    : `${STOPS_NOW} ${ref} goes on when it runs again, if it is asked for within ${Math.round(graceMs / 1000)} seconds.`,
});

const notRunning = (ref: string): Refused => ({
  number: REFUSALS.unknownReference,
  text: `${ref} does not run in this account.`,
});

/**
 * Scans and maps from their beginning to their end, wherever they are worked on. A job belongs to the store: it
 * outlives whoever waits for it, the worker that is at it, and this process.
 */
export const createJobs = (options: JobsOptions) => {
  const { store, queue, clock, unexpected, log = () => undefined, graceMs = GRACE_MS } = options;
  const now = options.now ?? clock;
  const waiting = createWaiting({ store, now, unexpected });
  const closed = (job: KeptJob): void => {
    const { ref, state, failure } = job;
    log(`${ref}: ${state}${failure === undefined ? '' : `: ${failure}`}`);
    waiting.wake(ref);
    historian.wake();
  };
  const historian = createHistorian({
    ...{ store, clock, log, unexpected },
    ...(options.tickets === undefined ? {} : { tickets: options.tickets }),
  });
  const closing = createClosing({ store, clock, closed });
  const worker = createWorker({
    ...options,
    ...{ closing, waiting, reserveFor: createReserve({ store, now, unexpected }) },
  });
  const sweeper = createSweeper({ store, queue, closing, waiting, worker, now, graceMs, log, unexpected });
  let isStopping = false;

  return {
    /** Waits for a job that `add` stores with so many batches, and hands those to the workers. */
    begin: async (
      { ref, account, saved }: KeptJob,
      batches: number,
      add: () => Promise<void>,
    ): Promise<Underway> => {
      const underway = waiting.join(ref, saved, false);
      try {
        await add();
        waiting.added(ref);
        if (!saved) await store.holdJobs([ref], now());
      } catch (error) {
        underway.leave();
        throw error;
      }
      // What cannot be handed in now is handed in by the sweeper.
      await queue
        .submit(Array.from({ length: batches }, (_, number) => ({ ref, number, account })))
        .catch(unexpected);
      return underway;
    },
    /** Waits for a job that is there, of whatever account. */
    join: ({ ref, saved }: KeptJob): Underway => {
      const underway = waiting.join(ref, saved);
      waiting.look();
      return underway;
    },
    /** What runs for an account, in the order in which it was asked for. */
    list: async (account: string): Promise<readonly RunningJob[]> => {
      const jobs = await store.listRunning(account);
      const standing = await store.standing(jobs.map(({ ref }) => ref));
      const begun = new Set(standing.filter((one) => one.begun).map(({ ref }) => ref));
      return jobs.map(({ ref, target, startedAt }) => {
        const status = begun.has(ref) ? 'Running' : 'Queued';
        return { type: typeOf(ref), ref, account, target, startedAt, status };
      });
    },
    /** Stops a job of an account and waits until it is stored as it was left; refuses when no such job runs. */
    cancel: async (account: string, ref: JobReference): Promise<Refused | undefined> => {
      if (!(await store.stopJob(account, ref, cancelledBy(ref)))) return notRunning(ref);
      await queue.withdraw(ref);
      await closing.closeNow(ref);
      return undefined;
    },
    /** Whether nothing new may begin here, since this process stops. */
    isStopping: (): boolean => isStopping,
    /**
     * Gives whoever waited for a job that is not saved, when an earlier process ended, the time to come back. To be
     * called before `start`, by a process that people can come back to.
     */
    expectBack: async (): Promise<void> => {
      const unheld = await store.unheldJobs(now() + 1);
      await store.holdJobs(
        unheld.map(({ ref }) => ref),
        now(),
      );
    },
    /** Looks after what runs, what an earlier process has left among it, and takes what has ended into the histories. */
    start: async (): Promise<void> => {
      await sweeper.start();
      historian.start();
    },
    /** Works on batches in this process, so many at a time. */
    work: (width: number): void => {
      queue.work({ width, perform: worker.perform });
    },
    /**
     * Tells all who wait that this process stops, and hands back what is worked on, so that it goes on elsewhere or
     * at the next start. Resolves when that is done, or after `withinMs`.
     */
    stop: async (withinMs: number): Promise<void> => {
      isStopping = true;
      waiting.end((ref, saved) => stopping(ref, saved, graceMs));
      const late = new AbortController();
      const bound = setTimeout(withinMs, undefined, { signal: late.signal }).catch((error: unknown) => {
        if (!late.signal.aborted) throw error;
      });
      await Promise.race([Promise.all([sweeper.stop(), queue.stop(), historian.stop()]), bound]);
      late.abort();
    },
  };
};

/** What {@link createJobs} gives. */
export type Jobs = ReturnType<typeof createJobs>;
