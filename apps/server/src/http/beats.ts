import { setTimeout } from 'node:timers/promises';

/** A connection must carry something at least every 15 s, or what stands between takes it for dead. */
const BEAT_MS = 5000;

/** What a client waits for. */
export interface Awaited {
  readonly done: Promise<unknown>;
  readonly progress: () => number;
}

/** Waits for the end or for the next beat, whichever comes first. */
const nextBeat = async ({ done }: Awaited): Promise<boolean> => {
  const timer = new AbortController();
  const beat = setTimeout(BEAT_MS, false, { signal: timer.signal }).catch((error: unknown) => {
    if (timer.signal.aborted) return true;
    throw error;
  });
  try {
    return await Promise.race([done.then(() => true), beat]);
  } finally {
    timer.abort();
  }
};

/** Comments that keep a connection awake until its report is there; they are legal before the root. */
export async function* beats(awaited: Awaited): AsyncGenerator<string, void, undefined> {
  while (!(await nextBeat(awaited))) {
    yield `<!-- keep-alive: ${Math.floor(awaited.progress() * 100)} % done -->\n`;
  }
}
