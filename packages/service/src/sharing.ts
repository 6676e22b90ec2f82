interface Shared<A> {
  readonly answer: Promise<A>;
  readonly gone: AbortController;
  callers: number;
}

type Join<A> = (
  name: string,
  signal: AbortSignal | undefined,
  work: (gone: AbortSignal) => Promise<A>,
) => Promise<A>;

/**
 * Has work done once for all who ask for it under the same name while it lasts. Its own signal aborts when the
 * signals of all of them have.
 */
export const sharing = <A>(): Join<A> => {
  const underWay = new Map<string, Shared<A>>();

  const begin = (name: string, work: (gone: AbortSignal) => Promise<A>): Shared<A> => {
    const gone = new AbortController();
    const answer = work(gone.signal).finally(() => underWay.delete(name));
    return { answer, gone, callers: 0 };
  };

  return (name, signal, work) => {
    const shared = underWay.get(name) ?? begin(name, work);
    underWay.set(name, shared);
    shared.callers += 1;
    const leave = (): void => {
      shared.callers -= 1;
      if (shared.callers === 0) shared.gone.abort();
    };
    signal?.addEventListener('abort', leave, { once: true });
    return shared.answer;
  };
};
