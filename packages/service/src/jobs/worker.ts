import type { Batch, JobReference, KeptJob } from '@openguard/model';
import { isOpenGuardError } from '@openguard/errors';
import { REFUSALS } from '@openguard/protocol';
import type { Interruption, Perform, QueuedBatch } from '@openguard/queue';
import type { MapEngine, Reserve, ScanEngine } from '@openguard/scan-engine';
import type { Store } from '@openguard/storage';
import { isSubset, parseTargetList, type AddressSet } from '@openguard/targets';
import { publicReason } from '../public-reason.js';
import type { Sealing } from '../sealing.js';
import type { BatchRun } from './batch-run.js';
import type { Closing } from './closing.js';
import { mapBatch } from './map-batch.js';
import { scanBatch } from './scan-batch.js';
import type { Waiting } from './waiting.js';

/** What a worker needs. */
export interface WorkerOptions {
  readonly store: Store;
  readonly engine: ScanEngine;
  readonly mapEngine: MapEngine;
  readonly scope: AddressSet;
  readonly closing: Closing;
  readonly waiting: Waiting;
  readonly reserveFor: (holder: string) => Reserve;
  readonly unexpected: (error: unknown) => void;
  /** The keys that open authentication records. */
  readonly sealing?: () => Promise<Sealing | undefined>;
}

/** A batch that was begun so often without an end is given up: what kills the worker each time may be in it. */
const MOST_ATTEMPTS = 3;
/** Progress is for people: no need to write it down more often. */
const NOTED_EVERY_MS = 1000;

interface Outcome {
  readonly state: 'done' | 'failed' | 'superseded';
  readonly notAlive: string;
  readonly failure?: string;
}

/** Works on batches, and keeps the references of the jobs that it works on. */
export const createWorker = (options: WorkerOptions) => {
  const { store, closing, waiting, unexpected } = options;
  const atWork = new Map<QueuedBatch, JobReference>();

  const runOf = (job: KeptJob, batch: Batch, signal: AbortSignal): BatchRun => {
    if (!('mapHost' in job)) return scanBatch(options, job, batch, signal);
    return mapBatch({ ...options, engine: options.mapEngine }, job, batch, signal);
  };

  const run = async (job: KeptJob, batch: Batch, signal: AbortSignal): Promise<Outcome> => {
    let notAlive = '';
    let noted = Number.NEGATIVE_INFINITY;
    try {
      for await (const event of runOf(job, batch, signal)) {
        if (event === 'superseded') return { state: 'superseded', notAlive };
        if ('notAlive' in event) ({ notAlive } = event);
        else if (performance.now() - noted >= NOTED_EVERY_MS) {
          noted = performance.now();
          await store.noteProgress(batch.ref, batch.number, event.progress, event.secondsLeft);
        }
      }
      return { state: 'done', notAlive };
    } catch (error) {
      // A store that does not answer may answer soon; one that has no room has none for the next attempt either.
      if (isOpenGuardError(error) && error.code === 'OG_STORE_FAILED') throw error;
      return { state: 'failed', notAlive, failure: publicReason(error, unexpected) };
    }
  };

  const end = async ({ ref, number }: Batch, outcome: Outcome & { state: 'done' | 'failed' }) => {
    if ((await store.endBatch(ref, number, outcome)) === 0) await closing.closeIfDone(ref);
  };

  const isStored = async ({ ref, targets }: Batch): Promise<boolean> => {
    const asked = parseTargetList(targets);
    return asked._tag === 'Right' && isSubset(asked.right.addresses, await store.addressesOf(ref));
  };

  const work = async ({ ref, number }: QueuedBatch, signal: AbortSignal): Promise<void> => {
    const batch = await store.beginBatch(ref, number);
    if (batch === undefined) return closing.closeIfDone(ref);
    if (batch.attempts > MOST_ATTEMPTS) {
      // It may be that nothing was left to do but to say so.
      if (await isStored(batch)) return end(batch, { state: 'done', notAlive: '' });
      const failure = `Given up: these addresses were begun ${MOST_ATTEMPTS} times, and each time the server or worker ended.`;
      return end(batch, { state: 'failed', notAlive: '', failure });
    }
    const job = await store.findJob(ref);
    if (job === undefined) return;
    const outcome = await run(job, batch, signal);
    const interruption = signal.aborted ? (signal.reason as Interruption) : undefined;
    if (outcome.state === 'superseded' || interruption === 'lost') return;
    if (outcome.state === 'failed' && interruption === 'stopping') return store.handBack(ref, number);
    await end(batch, { ...outcome, state: outcome.state });
  };

  const perform: Perform = async (queued, signal) => {
    atWork.set(queued, queued.ref);
    try {
      await work(queued, signal);
    } catch (error) {
      // What was stored stays, and the rest is tried again; but nobody has to wait until a disk has room.
      if (isOpenGuardError(error) && error.code === 'OG_STORE_FULL') {
        const text = publicReason(error, () => undefined);
        waiting.disappoint(queued.ref, { number: REFUSALS.internal, text });
      }
      throw error;
    } finally {
      atWork.delete(queued);
    }
  };

  return { perform, jobsAtWork: (): ReadonlySet<JobReference> => new Set(atWork.values()) };
};

/** What {@link createWorker} gives. */
export type Worker = ReturnType<typeof createWorker>;
