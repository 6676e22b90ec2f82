import { ScanReference } from '@openguard/model';
import type { BatchQueue } from '@openguard/queue';
import type { Store, UnheldJob } from '@openguard/storage';
import type { Closing } from './closing.js';
import { typeOf } from './underway.js';
import type { Waiting } from './waiting.js';
import type { Worker } from './worker.js';

/** What a sweeper needs. */
export interface SweeperOptions {
  readonly store: Store;
  readonly queue: BatchQueue;
  readonly closing: Closing;
  readonly waiting: Waiting;
  readonly worker: Worker;
  readonly now: () => number;
  /** For how long a job that is not saved outlives whoever waited for it, in milliseconds. */
  readonly graceMs: number;
  readonly log: (line: string) => void;
  readonly unexpected: (error: unknown) => void;
}

const SWEPT_EVERY_MS = 2000;
/** What the queue may have lost is looked for less often: there may be many batches. */
const SUBMITTED_EVERY = 5;

/**
 * Puts right what nobody else does any more: stops and forgets what nobody waits for, ends what is to be stopped,
 * hands in what the queue has lost, closes what is done. Every process of a server may have one; they do no harm
 * to each other.
 */
export const createSweeper = (options: SweeperOptions) => {
  const { store, queue, closing, waiting, worker, now, graceMs, log, unexpected } = options;
  let round = 0;
  let sweeping: Promise<void> | undefined;
  let timer: NodeJS.Timeout | undefined;

  const letGo = async ({ ref, account, state }: UnheldJob): Promise<void> => {
    if (state === 'running') {
      const reason = `Nobody waited for the ${typeOf(ref)} any more, and it was not to be saved.`;
      if (await store.stopJob(account, ref, reason)) log(`${ref}: nobody came back for it; it is stopped`);
      return;
    }
    if (ScanReference.is(ref)) await store.removeScan(account, ref);
    else await store.removeMap(account, ref);
  };

  const sweepUnheld = async (): Promise<void> => {
    for (const job of await store.unheldJobs(now() - graceMs)) {
      if (!waiting.isAwaited(job.ref)) await letGo(job);
    }
  };

  const sweepRunning = async (): Promise<void> => {
    for (const ref of await store.jobsToStop()) {
      await queue.withdraw(ref);
      await closing.closeNow(ref);
    }
    const atWork = [...worker.jobsAtWork()];
    const standing = new Map((await store.standing(atWork)).map(({ ref, state }) => [ref, state]));
    // Deleted meanwhile, or closed by someone else.
    for (const ref of atWork) if (standing.get(ref) !== 'running') await queue.withdraw(ref);
  };

  const submitOpen = async (): Promise<void> => {
    for (const ref of await store.jobsToClose()) await closing.closeIfDone(ref);
    const open = await store.openBatches();
    if (open.length > 0) await queue.submit(open);
  };

  const sweep = async (): Promise<void> => {
    const first = round % SUBMITTED_EVERY === 0;
    round += 1;
    await sweepUnheld();
    await sweepRunning();
    if (first) await submitOpen();
  };

  const next = (): void => {
    sweeping ??= sweep()
      .catch(unexpected)
      .finally(() => {
        sweeping = undefined;
      });
  };

  return {
    /** Sweeps at once, and then every few seconds. Resolves when the first time is over. */
    start: async (): Promise<void> => {
      timer ??= setInterval(next, SWEPT_EVERY_MS);
      next();
      await sweeping;
    },
    /** Sweeps no more; resolves when a sweep that is under way is over. */
    stop: async (): Promise<void> => {
      clearInterval(timer);
      await sweeping;
    },
  };
};
