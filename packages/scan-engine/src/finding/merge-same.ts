import type { Observation } from './finding-of.js';

const RANK = { potential: 0, confirmed: 1, exploited: 2 } as const;

const surer = (a: Observation, b: Observation): Observation =>
  RANK[a.certainty ?? 'confirmed'] >= RANK[b.certainty ?? 'confirmed'] ? a : b;

const allLines = (a: string, b: string): string =>
  [...new Set([...a.split('\n'), ...b.split('\n')])].join('\n');

const merge = (a: Observation, b: Observation): Observation => {
  if (a.result === undefined || b.result === undefined) return { ...b, ...a, ...surer(a, b) };
  return { ...surer(a, b), result: allLines(a.result, b.result) };
};

/** Two scripts that saw the same thing on the same port make one observation, with the evidence of both. */
export const mergeSame = (seen: readonly Observation[]): readonly Observation[] => {
  const merged = new Map<string, Observation>();
  for (const observation of seen) {
    const key = `${observation.check} ${observation.protocol ?? 'tcp'} ${observation.port ?? ''}`;
    const before = merged.get(key);
    merged.set(key, before === undefined ? observation : merge(before, observation));
  }
  return [...merged.values()];
};
