/** What was found at the beginning of a document, and the whole document. */
export interface LookedAt<A> {
  readonly found: A | undefined;
  readonly all: AsyncGenerator<Uint8Array, void, undefined>;
}

/**
 * Shows the pieces of a document to `look` until it finds something, and hands on all of them. Each piece may be
 * overwritten by the next. Nothing is found in a document that ends before.
 */
export const lookAhead = async <A>(
  source: AsyncIterable<Uint8Array>,
  look: (piece: Uint8Array) => A | undefined,
): Promise<LookedAt<A>> => {
  const pieces = source[Symbol.asyncIterator]();
  const seen: Uint8Array[] = [];
  let found: A | undefined;
  for (let next = await pieces.next(); next.done !== true; next = await pieces.next()) {
    seen.push(Uint8Array.from(next.value));
    found = look(next.value);
    if (found !== undefined) break;
  }
  const all = (async function* () {
    yield* seen;
    seen.length = 0;
    for (let next = await pieces.next(); next.done !== true; next = await pieces.next()) yield next.value;
  })();
  // A generator that was never begun would not close what it reads from.
  const end = all.return.bind(all);
  all.return = async (value) => {
    await pieces.return?.();
    return end(value);
  };
  return { found, all };
};
