import { describe, expect, it } from 'vitest';
import type { Contender } from './contender.js';
import type { Document } from './documents.js';
import { measureGroups, pairsOf, runsOf } from './measurements.js';

const document: Document = {
  kind: 'scan',
  megabytes: 1,
  path: 'scan-1.xml',
  bytes: 1_000_000,
  records: 7,
  severities: 20,
};
const stage = { signal: new AbortController().signal, say: () => undefined };

/** Takes 1 ms longer each time, and tells whose turn it was. */
const contender = (name: string, turns: string[], checksum: number | 'none' = 5): Contender => {
  let wallMs = 0;
  return {
    name,
    measure: () => {
      turns.push(name);
      wallMs += 1;
      return Promise.resolve({
        run: { wallMs, cpuMs: 0, peakRssMb: 0, stdout: '' },
        found: checksum === 'none' ? undefined : { records: 7, severities: 20, checksum },
      });
    },
  };
};

describe('measureGroups', () => {
  const turns: string[] = [];
  const [a, b, c] = ['a', 'b', 'c'].map((name) => ({ contender: contender(name, turns), document }));
  if (a === undefined || b === undefined || c === undefined) throw new TypeError('three were made');
  const groups = [
    [a, b],
    [a, c],
  ];

  it('turns the order of groups and of their entries round after each round', async () => {
    const measurements = await measureGroups(groups, 2, stage);
    expect(turns.join('')).toBe('abac' + 'caba');
    expect(runsOf(measurements, a).map(({ wallMs }) => wallMs)).toEqual([1, 4, 2, 3]);
    expect(runsOf(measurements, c).map(({ wallMs }) => wallMs)).toEqual([1, 2]);
  });

  it('pairs what was measured together', async () => {
    const measurements = await measureGroups(groups, 1, stage);
    const walls = pairsOf(measurements, c, a).map(([one, other]) => [one.wallMs, other.wallMs]);
    expect(walls).toEqual([[3, 6]]);
    expect(pairsOf(measurements, b, c)).toEqual([]);
  });

  it('fails where two do not find the same', async () => {
    const one = { contender: contender('one', []), document };
    const other = { contender: contender('other', [], 6), document };
    await expect(measureGroups([[one, other]], 1, stage)).rejects.toThrow('SCAN: other found');
  });

  it('fails where something is found that is not in the document', async () => {
    const one = { contender: contender('one', []), document: { ...document, records: 8 } };
    await expect(measureGroups([[one]], 1, stage)).rejects.toThrow('"records":8');
  });

  it('asks nothing of one that hands nothing over', async () => {
    const one = { contender: contender('one', [], 'none'), document: { ...document, records: 8 } };
    expect(runsOf(await measureGroups([[one]], 3, stage), one)).toHaveLength(3);
  });
});
