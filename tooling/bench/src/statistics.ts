/** What several measurements of one thing come to. */
export interface Summary {
  readonly median: number;
  readonly min: number;
  readonly max: number;
}

/** The middle of the values; of an even number of them, the mean of the two in the middle. */
export const median = (values: readonly number[]): number => {
  const sorted = values.toSorted((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)];
  const lower = sorted[Math.ceil(sorted.length / 2) - 1];
  if (upper === undefined || lower === undefined) throw new RangeError('nothing was measured');
  return (upper + lower) / 2;
};

/** The median and the range of some values. */
export const summarise = (values: readonly number[]): Summary => ({
  median: median(values),
  min: Math.min(...values),
  max: Math.max(...values),
});

/**
 * How many times the base each value is, round by round: what slows the machine in a round slows both.
 *
 * @param values one per round
 * @param base one per round, in the same order
 */
export const ratios = (values: readonly number[], base: readonly number[]): readonly number[] => {
  if (values.length !== base.length) throw new RangeError('ratios need the same number of rounds');
  return values.map((value, round) => value / (base[round] ?? Number.NaN));
};
