/** Numbers from one to another, both included. */
interface NumberRange {
  readonly first: number;
  readonly last: number;
}

/** Numbers as ranges in ascending order that do not touch. */
export type NumberRanges = readonly NumberRange[];

/** The numbers of a list such as `1,3-5`, which a descriptor has read. */
export const numberRangesOf = (list: string): NumberRanges => {
  const ranges = list.split(',').map((part) => {
    const [first = '', last = first] = part.trim().split('-');
    return { first: Number(first), last: Number(last) };
  });
  const joined: { first: number; last: number }[] = [];
  for (const { first, last } of ranges.sort((a, b) => a.first - b.first)) {
    const before = joined.at(-1);
    if (before !== undefined && first <= before.last + 1) before.last = Math.max(before.last, last);
    else joined.push({ first, last });
  }
  return joined;
};

/** The range that holds a number or comes next after it; `undefined` behind the last. */
const rangeFrom = (ranges: NumberRanges, number: number): NumberRange | undefined => {
  let [low, high] = [0, ranges.length];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if ((ranges[middle]?.last ?? 0) < number) low = middle + 1;
    else high = middle;
  }
  return ranges[low];
};

/** The first number of some ranges from a number on. */
export const nextNumber = (ranges: NumberRanges, number: number): number | undefined => {
  const range = rangeFrom(ranges, number);
  return range === undefined ? undefined : Math.max(range.first, number);
};

/** Whether a number is in some ranges. */
export const holdsNumber = (ranges: NumberRanges, number: number): boolean =>
  nextNumber(ranges, number) === number;
