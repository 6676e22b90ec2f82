/** How a body steers the connection that fills it. */
export interface Source {
  readonly pause: () => void;
  readonly resume: () => void;
  /** The reader wants no more. */
  readonly cancel: () => void;
}

/** A body that is being received. */
export interface IncomingBody {
  /** Bytes received so far, read or not. */
  readonly received: () => number;
  readonly push: (chunk: Uint8Array) => void;
  readonly end: () => void;
  /** Ends the body with an error, which follows what was received before it. */
  readonly fail: (error: Error) => void;
  /** Wakes a waiting reader, so that it sees that the signal was aborted. */
  readonly wake: () => void;
  readonly bytes: AsyncIterable<Uint8Array>;
}

/** Bytes that may wait for the reader before the source is paused. */
const ROOM = 64 * 1024;

/** A queue between a connection that pushes and a reader that pulls, with back-pressure. */
export const createBody = (source: Source, signal: AbortSignal | undefined): IncomingBody => {
  const chunks: Uint8Array[] = [];
  const readers: (() => void)[] = [];
  let waiting = 0;
  let received = 0;
  let taken = false;
  let ending: { readonly error?: Error } | undefined;

  const wake = (): void => {
    for (const reader of readers.splice(0)) reader();
  };
  const finish = (how: { readonly error?: Error }): void => {
    ending ??= how;
    wake();
  };

  const next = async (): Promise<IteratorResult<Uint8Array, undefined>> => {
    for (;;) {
      signal?.throwIfAborted();
      const value = chunks.shift();
      if (value !== undefined) {
        waiting -= value.byteLength;
        if (waiting < ROOM) source.resume();
        return { done: false, value };
      }
      if (ending?.error !== undefined) throw ending.error;
      if (ending !== undefined) return { done: true, value: undefined };
      await new Promise<void>((resolve) => readers.push(resolve));
    }
  };

  const leave = (): Promise<IteratorResult<Uint8Array, undefined>> => {
    chunks.length = 0;
    waiting = 0;
    finish({});
    source.cancel();
    return Promise.resolve({ done: true, value: undefined });
  };

  return {
    received: () => received,
    push: (chunk) => {
      if (ending !== undefined) return;
      received += chunk.byteLength;
      waiting += chunk.byteLength;
      chunks.push(chunk);
      if (waiting >= ROOM) source.pause();
      wake();
    },
    end: () => finish({}),
    fail: (error) => finish({ error }),
    wake,
    bytes: {
      [Symbol.asyncIterator]: () => {
        if (taken) throw new TypeError('the body of a reply can be read once');
        taken = true;
        return { next, return: leave };
      },
    },
  };
};
