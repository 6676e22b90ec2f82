import type { JobReference, KeptJob } from '@openguard/model';
import type { Store } from '@openguard/storage';
import { endedMap } from './close-map.js';
import { endedScan } from './close-scan.js';

/** What closing jobs needs. `closed` gets the record of each job that is closed here. */
export interface ClosingOptions {
  readonly store: Store;
  readonly clock: () => number;
  readonly closed: (job: KeptJob) => void;
}

/** Closes jobs: writes down how they ended. Whoever else does the same at the same time, one of them does. */
export const createClosing = ({ store, clock, closed }: ClosingOptions) => {
  const close = async (ref: JobReference, force: boolean): Promise<void> => {
    const job = await store.findJob(ref);
    if (job?.state !== 'running') return;
    const [standing] = await store.standing([ref]);
    const stopReason = standing?.stopReason;
    const open = (await store.batchesOf(ref)).filter(({ state }) => state === 'open');
    if (open.length > 0 && !force) return;
    // From here on nobody puts anything that the record would not count.
    const failure = stopReason ?? 'It was stopped before it was complete.';
    for (const { number } of open) {
      await store.endBatch(ref, number, { state: 'failed', notAlive: '', failure });
    }
    const batches = await store.batchesOf(ref);
    const now = clock();
    const ended =
      'mapHost' in job
        ? await endedMap(store, job, batches, now, stopReason)
        : await endedScan(store, job, batches, now, stopReason);
    const done = 'mapHost' in ended ? await store.closeMap(ended) : await store.closeScan(ended);
    if (done) closed(ended);
  };
  return {
    /** Closes a job that runs and has no open batch. */
    closeIfDone: (ref: JobReference): Promise<void> => close(ref, false),
    /** Closes a job that runs as it stands. */
    closeNow: (ref: JobReference): Promise<void> => close(ref, true),
  };
};

/** What {@link createClosing} gives. */
export type Closing = ReturnType<typeof createClosing>;
