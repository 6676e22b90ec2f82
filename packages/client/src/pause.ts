import { setTimeout } from 'node:timers/promises';

/** Waits so many milliseconds; rejects with the reason of the signal when that is aborted. */
export const pause = async (ms: number, signal: AbortSignal | undefined): Promise<void> => {
  try {
    await setTimeout(ms, undefined, signal === undefined ? {} : { signal });
  } catch (error) {
    // It rejects with an error of its own; who waits asks the signal for its reason.
    signal?.throwIfAborted();
    throw error;
  }
};
