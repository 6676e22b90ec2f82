import { setTimeout as delay } from 'node:timers/promises';

/** Long enough for a busy machine; a test that waits longer has failed. */
const PATIENCE_MS = 30_000;

/** Waits until something holds; rejects, saying what was waited for, when that takes too long. */
export const until = async (
  what: string,
  holds: () => boolean | Promise<boolean>,
  withinMs = PATIENCE_MS,
): Promise<void> => {
  const end = Date.now() + withinMs;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(`waited ${withinMs} ms in vain: ${what}`);
    await delay(20);
  }
};

/** A promise that rejects, saying what was waited for, when it is not settled in time. */
export const within = async <A>(what: string, promise: Promise<A>, withinMs = PATIENCE_MS): Promise<A> => {
  const timer = new AbortController();
  const late = delay(withinMs, undefined, { signal: timer.signal }).then(() => {
    throw new Error(`waited ${withinMs} ms in vain: ${what}`);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    late.catch((error: unknown) => {
      if (!timer.signal.aborted) throw error;
    });
    timer.abort();
  }
};
