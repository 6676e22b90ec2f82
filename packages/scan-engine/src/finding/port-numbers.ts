/** The ports of a list of numbers and ranges such as `1-79,81`. */
export const numberSet = (list: string): ReadonlySet<number> =>
  new Set(
    list.split(',').flatMap((item) => {
      const [first = '', last = first] = item.split('-');
      if (first === '') return [];
      return Array.from({ length: Number(last) - Number(first) + 1 }, (_, index) => Number(first) + index);
    }),
  );

/** Ports as a list of numbers and ranges. */
export const rangesText = (ports: readonly number[]): string => {
  const ranges: string[] = [];
  let from: number | undefined;
  let last: number | undefined;
  const close = (): void => {
    if (from !== undefined) ranges.push(from === last ? `${from}` : `${from}-${last}`);
  };
  for (const port of ports.toSorted((a, b) => a - b)) {
    if (last !== undefined && port <= last + 1) {
      last = port;
      continue;
    }
    close();
    [from, last] = [port, port];
  }
  close();
  return ranges.join(',');
};
