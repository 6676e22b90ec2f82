type Step<A> =
  | { readonly from: AsyncIterator<A>; readonly result: IteratorResult<A, unknown> }
  | { readonly from: AsyncIterator<A>; readonly error: unknown };

const step = <A>(from: AsyncIterator<A>): Promise<Step<A>> =>
  from.next().then(
    (result) => ({ from, result }),
    (error: unknown) => ({ from, error }),
  );

/**
 * What several sources tell, as it comes; at most `limit` of them are read at a time. A source may add others to the
 * list before it tells the next thing. When one fails, the signal
 * that the others were given aborts, what they still tell is told, and then the first failure is thrown. A reader
 * that leaves aborts them, too, and waits until they have ended.
 */
export async function* merged<A>(
  sources: readonly ((signal: AbortSignal) => AsyncIterable<A>)[],
  limit: number,
  signal: AbortSignal,
): AsyncGenerator<A, void, undefined> {
  const stop = new AbortController();
  const either = AbortSignal.any([signal, stop.signal]);
  let begun = 0;
  const running = new Map<AsyncIterator<A>, Promise<Step<A>>>();
  let failure: { readonly error: unknown } | undefined;

  const fill = (): void => {
    while (failure === undefined && running.size < limit) {
      const source = sources[begun];
      if (source === undefined) return;
      begun += 1;
      const iterator = source(either)[Symbol.asyncIterator]();
      running.set(iterator, step(iterator));
    }
  };

  try {
    for (fill(); running.size > 0; fill()) {
      const next = await Promise.race(running.values());
      if ('error' in next) {
        running.delete(next.from);
        failure ??= next;
        stop.abort();
      } else if (next.result.done === true) {
        running.delete(next.from);
      } else {
        running.set(next.from, step(next.from));
        yield next.result.value;
      }
    }
  } finally {
    stop.abort();
    await Promise.all(
      [...running].map(async ([iterator, pending]) => {
        await pending;
        await iterator.return?.();
      }),
    );
  }
  if (failure !== undefined) throw failure.error;
}
