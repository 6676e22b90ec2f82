import type { Reported } from './read-report.js';

/** A finding that some of the scans of an unchanged range told, and others did not. */
export interface Flapping {
  readonly finding: string;
  /** How many of the scans told it. */
  readonly times: number;
}

const keyOf = ({ section, check, ip, protocol, port }: Reported): string =>
  [section, check, ip, protocol, port].join(' ');

/** What not every one of some scans told: nothing, where their finding sets are equal. */
export const whatFlaps = (scans: readonly (readonly Reported[])[]): readonly Flapping[] => {
  const counts = new Map<string, number>();
  for (const scan of scans)
    for (const key of new Set(scan.map(keyOf))) counts.set(key, (counts.get(key) ?? 0) + 1);
  return [...counts]
    .filter(([, times]) => times < scans.length)
    .map(([finding, times]) => ({ finding, times }))
    .sort((a, b) => (a.finding < b.finding ? -1 : 1));
};
