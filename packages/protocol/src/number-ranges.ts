/** Whole numbers from `first` to `last`, both included. */
export interface NumberRange {
  readonly first: number;
  readonly last: number;
}

/** The numbers and ranges of a list that `numberList` has read, such as `7,9-12`, as they stand. */
export const numberRanges = (list: string): readonly NumberRange[] =>
  list.split(',').map((part) => {
    const [first = '', last = first] = part.trim().split('-');
    return { first: Number(first), last: Number(last) };
  });

/** Whether a number is in any of some ranges. */
export const inRanges = (ranges: readonly NumberRange[], number: number): boolean =>
  ranges.some(({ first, last }) => first <= number && number <= last);
