import { merged } from './merged.js';
import { pause } from './pause.js';

/** What a source tells, and between that, so often, what `tick` says; it ends when the source ends. */
export async function* ticking<A>(
  source: (signal: AbortSignal) => AsyncIterable<A>,
  everyMs: number,
  tick: () => A,
  signal: AbortSignal,
): AsyncGenerator<A, void, undefined> {
  const over = new AbortController();
  async function* work(own: AbortSignal): AsyncGenerator<A, void, undefined> {
    try {
      yield* source(own);
    } finally {
      over.abort();
    }
  }
  async function* ticks(own: AbortSignal): AsyncGenerator<A, void, undefined> {
    const either = AbortSignal.any([own, over.signal]);
    for (;;) {
      await pause(everyMs, either);
      if (either.aborted) return;
      yield tick();
    }
  }
  yield* merged([work, ticks], 2, signal);
}
