import { MapReference, ScanReference } from '@openguard/model';
import * as t from 'io-ts';
import type { Job, JobInsert, PgBoss } from 'pg-boss';
import { keyOf, type BatchQueue, type QueuedBatch, type WorkOptions } from '../queue.js';
import { UnderWay } from '../under-way.js';
import { countByAccount } from './counts.js';
import { queueFailed } from './failure.js';
import { keepLease } from './lease.js';
import { openBoss, QUEUE } from './open-boss.js';
import { pause } from './pause.js';

/** Where the queue lies. */
export interface PostgresQueueOptions {
  /** The address of the database: `postgres://user@host:port/name`. */
  readonly url: string;
  /** Gets what the work on a batch rejects with, and what the database refuses meanwhile. */
  readonly unexpected: (error: unknown) => void;
  /** How long a worker may be silent before its batches go to others; 15 unless told, at least 10. */
  readonly leaseSeconds?: number;
}

const Data = t.type({ ref: t.union([ScanReference, MapReference]), number: t.number, account: t.string });

const LEASE_SECONDS = 15;
/** How long a worker that found nothing waits before it looks again. */
const IDLE_MS = 500;
const TROUBLED_MS = 2000;
/** How many batches go in at a time. */
const PORTION = 1000;

/** Does work on the database; what that refuses is an `OG_QUEUE_FAILED`. */
const asking = async <A>(what: string, work: () => Promise<A>): Promise<A> => {
  try {
    return await work();
  } catch (error) {
    throw queueFailed(what, error);
  }
};

const isSame =
  (batch: QueuedBatch) =>
  (other: QueuedBatch): boolean =>
    keyOf(other) === keyOf(batch);

const submitTo = async (boss: PgBoss, batches: readonly QueuedBatch[]): Promise<void> => {
  const counts = await countByAccount(boss);
  const ahead = new Map([...counts].map(([account, { waiting, active }]) => [account, waiting + active]));
  const jobs = batches.map((batch): JobInsert<QueuedBatch> => {
    const before = ahead.get(batch.account) ?? 0;
    ahead.set(batch.account, before + 1);
    const { ref, number, account } = batch;
    return {
      data: { ref, number, account },
      singletonKey: keyOf(batch),
      group: { id: account },
      // The first batch of every account goes before the second of any.
      priority: -before,
    };
  });
  for (let from = 0; from < jobs.length; from += PORTION) {
    await boss.insert(QUEUE, jobs.slice(from, from + PORTION));
  }
};

const forget = async (boss: PgBoss, ref: string): Promise<void> => {
  const waiting = await boss.findJobs(QUEUE, { data: { ref }, queued: true });
  if (waiting.length === 0) return;
  await boss.deleteJob(
    QUEUE,
    waiting.map(({ id }) => id),
  );
};

/**
 * A queue in a PostgreSQL database, for any number of processes on any machines, by way of pg-boss. It makes its
 * own schema there, `openguard_queue`. A worker that is silent for `leaseSeconds` loses its batches to others.
 *
 * Rejects with `OG_QUEUE_FAILED` when the database cannot be used.
 */
export const openPostgresQueue = async ({
  url,
  unexpected,
  leaseSeconds = LEASE_SECONDS,
}: PostgresQueueOptions): Promise<BatchQueue> => {
  const boss = await openBoss({ url, leaseSeconds, unexpected });
  const underWay = new UnderWay();
  const stopping = new AbortController();
  let slotFree = new AbortController();
  let working: Promise<void> = Promise.resolve();

  const perform = async (job: Job<unknown>, options: WorkOptions): Promise<void> => {
    const batch = job.data;
    const attempt = { id: job.id, retryCount: job.retryCount };
    // What this release does not know is none of its work, nor anyone's.
    if (!Data.is(batch)) {
      await boss.deleteJob(QUEUE, attempt);
      return;
    }
    // One that was lost may come back before its end here.
    if (underWay.has(batch)) await underWay.interrupt('lost', isSame(batch));
    const letGo = keepLease(boss, {
      queue: QUEUE,
      attempt,
      seconds: leaseSeconds,
      lost: () => void underWay.interrupt('lost', isSame(batch)),
      unexpected: (error) => unexpected(queueFailed('renew a lease', error)),
    });
    const interruption = await underWay.run(batch, options.perform, unexpected);
    letGo();
    slotFree.abort();
    await asking('let go of a batch', () =>
      interruption === 'stopping' ? boss.fail(QUEUE, attempt) : boss.deleteJob(QUEUE, attempt),
    );
  };

  const ending = new Set<Promise<void>>();
  const round = async (options: WorkOptions): Promise<void> => {
    slotFree = new AbortController();
    const free = options.width - underWay.size;
    const jobs = free > 0 ? await boss.fetch<unknown>(QUEUE, { batchSize: free }) : [];
    for (const job of jobs) {
      const ended: Promise<void> = perform(job, options)
        .catch(unexpected)
        .finally(() => ending.delete(ended));
      ending.add(ended);
    }
    if (jobs.length < free || free === 0) {
      await pause(IDLE_MS, AbortSignal.any([slotFree.signal, stopping.signal]));
    }
  };

  const loop = async (options: WorkOptions): Promise<void> => {
    while (!stopping.signal.aborted) {
      try {
        await round(options);
      } catch (error) {
        unexpected(queueFailed('give out batches', error));
        await pause(TROUBLED_MS, stopping.signal);
      }
    }
  };

  const stop = async (): Promise<void> => {
    stopping.abort();
    await working;
    await underWay.interrupt('stopping', () => true);
    await Promise.all(ending);
    await asking('be closed', () => boss.stop({ graceful: false }));
  };
  let stopped: Promise<void> | undefined;

  return {
    submit: (batches) => asking('take batches', () => submitTo(boss, batches)),
    work: (options) => {
      working = loop(options);
    },
    withdraw: async (ref) => {
      await asking('take a job back', () => forget(boss, ref));
      await underWay.interrupt('withdrawn', (batch) => batch.ref === ref);
    },
    depth: () =>
      asking('be counted', async () =>
        [...(await countByAccount(boss)).values()].reduce(
          (sum, { waiting, active }) => ({ waiting: sum.waiting + waiting, active: sum.active + active }),
          { waiting: 0, active: 0 },
        ),
      ),
    stop: () => (stopped ??= stop()),
  };
};
