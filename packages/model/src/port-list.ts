/** Whether a list of ports and ranges, such as `1-79,81-65535`, holds a port. */
export const includesPort = (list: string, port: number): boolean =>
  list.split(',').some((item) => {
    const [first = '', last = first] = item.split('-');
    return first !== '' && Number(first) <= port && port <= Number(last);
  });

/** The list of 1 to 65535 that leaves some ports out. */
export const allPortsBut = (excluded: readonly number[]): string => {
  const holes = [...new Set(excluded)].filter((port) => port >= 1 && port <= 65535).sort((a, b) => a - b);
  const ranges: string[] = [];
  let from = 1;
  for (const hole of [...holes, 65536]) {
    if (hole > from) ranges.push(hole - 1 === from ? `${from}` : `${from}-${hole - 1}`);
    from = hole + 1;
  }
  return ranges.join(',');
};
