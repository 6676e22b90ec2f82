/** The first of some entries, and where the others begin. */
export interface Page<A> {
  readonly entries: AsyncIterable<A>;
  /** The number of the entry that comes next, once all of the page were read; `undefined` when there is none. */
  readonly next: () => number | undefined;
}

/** The first entries of a list, so many at most; 0 for all. */
export const pageOf = <A>(all: AsyncIterable<A>, most: number, numberOf: (entry: A) => number): Page<A> => {
  let next: number | undefined;
  return {
    next: () => next,
    entries: (async function* () {
      let count = 0;
      for await (const entry of all) {
        if (most > 0 && count === most) {
          next = numberOf(entry);
          return;
        }
        count += 1;
        yield entry;
      }
    })(),
  };
};
