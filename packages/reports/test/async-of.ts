/** Values at hand as a source that is waited for. */
export const asyncOf = <A>(values: Iterable<A>): AsyncIterable<A> => ({
  [Symbol.asyncIterator]: () => {
    const iterator: Iterator<A, unknown> = values[Symbol.iterator]();
    return { next: () => Promise.resolve(iterator.next()) };
  },
});
