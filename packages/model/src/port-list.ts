/** Whether a list of ports and ranges, such as `1-79,81-65535`, holds a port. */
export const includesPort = (list: string, port: number): boolean =>
  list.split(',').some((item) => {
    const [first = '', last = first] = item.split('-');
    return first !== '' && Number(first) <= port && port <= Number(last);
  });

/** The ports of a list of ports and ranges. */
export const portsIn = (list: string): ReadonlySet<number> =>
  new Set(
    list.split(',').flatMap((item) => {
      const [first = '', last = first] = item.split('-');
      if (first === '') return [];
      return Array.from({ length: Number(last) - Number(first) + 1 }, (_, index) => Number(first) + index);
    }),
  );

/** Ports as a list of ports and ranges, in ascending order. */
export const portList = (ports: Iterable<number>): string => {
  const ranges: [first: number, last: number][] = [];
  for (const port of [...ports].sort((a, b) => a - b)) {
    const range = ranges.at(-1);
    if (range !== undefined && port <= range[1] + 1) range[1] = port;
    else ranges.push([port, port]);
  }
  return ranges.map(([first, last]) => (first === last ? `${first}` : `${first}-${last}`)).join(',');
};

/** The list of 1 to 65535 that leaves some ports out. */
export const allPortsBut = (excluded: readonly number[]): string => {
  const without = new Set(excluded);
  return portList([...portsIn('1-65535')].filter((port) => !without.has(port)));
};
