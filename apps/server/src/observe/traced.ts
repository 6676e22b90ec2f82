import type { BatchQueue, Perform } from '@openguard/queue';
import type { Store } from '@openguard/storage';
import { currentTrace, inTrace, traceFrom, type Trace } from '../logging/trace.js';
import type { Workplace } from '../workplace.js';

/** Jobs whose traces are remembered; the oldest is forgotten first. */
const MOST_JOBS = 10_000;

/**
 * A store and a queue that carry the trace of a request to the work on the job that it began, as far as both are
 * in this process: the work itself is begun by whatever ended before it. Work of another process, or of another
 * life of this one, has a trace of its own.
 */
export const traced = ({ store, queue }: Pick<Workplace, 'store' | 'queue'>) => {
  const traces = new Map<string, Trace>();
  const remember = (ref: string): void => {
    const trace = currentTrace();
    if (trace === undefined) return;
    traces.set(ref, trace);
    const [oldest] = traces.keys();
    if (traces.size > MOST_JOBS && oldest !== undefined) traces.delete(oldest);
  };
  const underTrace =
    (perform: Perform): Perform =>
    (batch, signal) =>
      inTrace(traces.get(batch.ref) ?? traceFrom(undefined), () => perform(batch, signal));
  const tracedStore: Store = {
    ...store,
    addScan: async (scan, batches) => {
      remember(scan.ref);
      await store.addScan(scan, batches);
    },
    addMap: async (map) => {
      remember(map.ref);
      await store.addMap(map);
    },
  };
  const tracedQueue: BatchQueue = {
    ...queue,
    work: ({ width, perform }) => queue.work({ width, perform: underTrace(perform) }),
  };
  return { store: tracedStore, queue: tracedQueue };
};
