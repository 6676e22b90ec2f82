import type { Spotted, Truth } from '../truth.js';
import type { Told } from './told.js';

/** How often a check was told where no weakness with that check was planted and no twin of it stands. */
interface Unexpected {
  readonly check: string;
  readonly times: number;
}

/** What a scan found of what is there, and what it told that is not. */
export interface Grade {
  readonly found: readonly Spotted[];
  readonly missed: readonly Spotted[];
  /** Repaired twins of which the planted check was told all the same. */
  readonly falseAlarms: readonly Spotted[];
  /** For a person to judge: services have weaknesses that nobody planted on purpose. */
  readonly unexpected: readonly Unexpected[];
}

const keyOf = ({ check, ip, protocol, port }: Told): string =>
  protocol === 'host' ? `${check} ${ip}` : `${check} ${ip} ${protocol} ${port}`;

/** Compares what was told with what is true: the right host, port and check, or not at all. */
export const grade = ({ weaknesses, repaired }: Truth, told: readonly Told[]): Grade => {
  const keys = new Set(told.map(keyOf));
  const isTold = (spot: Spotted): boolean => keys.has(keyOf(spot));
  const planned = new Set([...weaknesses, ...repaired].map(keyOf));
  const counts = new Map<string, number>();
  for (const key of keys) {
    if (planned.has(key)) continue;
    const check = key.split(' ')[0] ?? key;
    counts.set(check, (counts.get(check) ?? 0) + 1);
  }
  return {
    found: weaknesses.filter(isTold),
    missed: weaknesses.filter((spot) => !isTold(spot)),
    falseAlarms: repaired.filter(isTold),
    unexpected: [...counts]
      .map(([check, times]) => ({ check, times }))
      .sort((a, b) => (a.check < b.check ? -1 : 1)),
  };
};
