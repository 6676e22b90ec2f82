import type { BatchQueue, Perform } from '@openguard/queue';
import type { Store } from '@openguard/storage';
import { currentTrace, inTrace, traceFrom, traceHeader, type Trace } from '../logging/trace.js';
import type { Workplace } from '../workplace.js';

/** Jobs whose traces are remembered; the oldest is forgotten first. */
const MOST_JOBS = 10_000;

/** The trace that work done now is to be found by. */
const noted = (): { readonly trace?: string } => {
  const trace = currentTrace();
  return trace === undefined ? {} : { trace: traceHeader(trace) };
};

/**
 * A store and a queue that carry the trace of a request to the work on the job that it began, by whatever process and
 * whenever that is done: it is kept with the job.
 */
export const traced = ({ store, queue }: Pick<Workplace, 'store' | 'queue'>) => {
  const traces = new Map<string, Trace>();
  const remember = (ref: string, trace: Trace): Trace => {
    traces.set(ref, trace);
    const [oldest] = traces.keys();
    if (traces.size > MOST_JOBS && oldest !== undefined) traces.delete(oldest);
    return trace;
  };
  const traceOf = async (ref: Parameters<Store['findJob']>[0]): Promise<Trace> =>
    traces.get(ref) ?? remember(ref, traceFrom((await store.findJob(ref))?.trace));
  const underTrace =
    (perform: Perform): Perform =>
    async (batch, signal) =>
      inTrace(await traceOf(batch.ref), () => perform(batch, signal));
  const tracedStore: Store = {
    ...store,
    addScan: (scan, batches) => store.addScan({ ...scan, ...noted() }, batches),
    addMap: (map) => store.addMap({ ...map, ...noted() }),
  };
  const tracedQueue: BatchQueue = {
    ...queue,
    work: ({ width, perform }) => queue.work({ width, perform: underTrace(perform) }),
  };
  return { store: tracedStore, queue: tracedQueue };
};
