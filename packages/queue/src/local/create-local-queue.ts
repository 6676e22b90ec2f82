import { keyOf, type BatchQueue, type QueuedBatch, type WorkOptions } from '../queue.js';
import { UnderWay } from '../under-way.js';
import { Turns } from './turns.js';

/** What a queue in this process needs. `unexpected` gets what the work on a batch rejects with. */
export interface LocalQueueOptions {
  readonly unexpected: (error: unknown) => void;
}

/** A queue in this process, which ends with it. */
export const createLocalQueue = ({ unexpected }: LocalQueueOptions): BatchQueue => {
  const waiting = new Turns<QueuedBatch>();
  const waits = new Set<string>();
  const underWay = new UnderWay();
  let working: WorkOptions | undefined;
  let stopped = false;

  const begin = async (batch: QueuedBatch, options: WorkOptions): Promise<void> => {
    await underWay.run(batch, options.perform, unexpected);
    advance();
  };

  const advance = (): void => {
    while (working !== undefined && !stopped && underWay.size < working.width) {
      const next = waiting.shift();
      if (next === undefined) return;
      waits.delete(keyOf(next));
      begin(next, working).catch(unexpected);
    }
  };

  return {
    submit: (batches) => {
      for (const batch of batches) {
        const key = keyOf(batch);
        if (stopped || waits.has(key) || underWay.has(batch)) continue;
        waits.add(key);
        waiting.push(batch);
      }
      advance();
      return Promise.resolve();
    },
    work: (options) => {
      working = options;
      advance();
    },
    withdraw: (ref) => {
      for (const batch of waiting.remove((item) => item.ref === ref)) waits.delete(keyOf(batch));
      return underWay.interrupt('withdrawn', (batch) => batch.ref === ref);
    },
    depth: () => Promise.resolve({ waiting: waiting.length, active: underWay.size }),
    stop: () => {
      stopped = true;
      return underWay.interrupt('stopping', () => true);
    },
  };
};
