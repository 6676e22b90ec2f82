/** Numbers from a seed: the same ones for the same seed, whatever the machine. */
export interface Random {
  /** A whole number from 0 to below a limit. */
  readonly below: (limit: number) => number;
  /** The same items in another order. */
  readonly shuffle: <A>(items: readonly A[]) => readonly A[];
}

const STEP = 0x6d2b79f5;
const RANGE = 2 ** 32;

/** Starts a sequence (mulberry32, which is plenty for a draw). */
export const randomFrom = (seed: number): Random => {
  let state = seed;
  const below = (limit: number): number => {
    state = (state + STEP) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / RANGE) * limit);
  };
  const shuffle = <A>(items: readonly A[]): readonly A[] =>
    items
      .map((item) => ({ item, key: below(RANGE) }))
      .sort((a, b) => a.key - b.key)
      .map(({ item }) => item);
  return { below, shuffle };
};
