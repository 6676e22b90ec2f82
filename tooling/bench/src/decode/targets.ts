import type { Target } from '../report.js';
import { median } from '../statistics.js';
import type { Contest } from './contest.js';
import { TITLES, type Kind } from './kind.js';
import { nameOf, pairsOf, runsOf, type Entry, type Measurements } from './measurements.js';
import { LXML, PYEXPAT, XMLLINT } from './outside.js';
import { EVENTS, EVERY, FAST_XML_PARSER, FIVE, SAXES } from './reader.js';

const PEAK_MB = 100;
const GROWTH = 1.2;

interface Promised extends Readonly<Record<Kind, number>> {
  readonly ours: typeof FIVE | typeof EVERY;
  readonly against: string;
  /** The size of document, in megabytes, of which it is promised. */
  readonly from: number;
}

const PROMISES: readonly Promised[] = [
  { ours: FIVE, against: XMLLINT, from: 1000, scan: 1.7, detections: 1.8 },
  { ours: FIVE, against: LXML, from: 1000, scan: 2.2, detections: 6 },
  { ours: FIVE, against: PYEXPAT, from: 1000, scan: 3, detections: 6 },
  { ours: FIVE, against: SAXES, from: 1000, scan: 2.8, detections: 4.5 },
  { ours: FIVE, against: FAST_XML_PARSER, from: 100, scan: 6, detections: 14 },
  { ours: EVERY, against: LXML, from: 1000, scan: 1.2, detections: 2 },
];

const speed = (measurements: Measurements, { five, every, others }: Contest): readonly Target[] =>
  PROMISES.flatMap(({ ours, against, from, ...least }): readonly Target[] => {
    const own = ours === FIVE ? five : every;
    const other = others.find(({ contender }) => contender.name === against);
    const { kind, megabytes } = own.document;
    if (other === undefined || megabytes < from) return [];
    const measured = median(pairsOf(measurements, other, own).map(([b, a]) => b.wallMs / a.wallMs));
    const text = `${nameOf(own)}, times as fast as ${against}, at least ${least[kind]}`;
    return [{ text, measured, met: measured >= least[kind] }];
  });

const memory = (measurements: Measurements, { five, every, others }: Contest): readonly Target[] =>
  [five, every, ...others.filter(({ contender }) => contender.name === EVENTS)].map((entry) => {
    const measured = Math.max(...runsOf(measurements, entry).map(({ peakRssMb }) => peakRssMb));
    const text = `${nameOf(entry)}, highest peak memory in MB, under ${PEAK_MB}`;
    return { text, measured, met: measured < PEAK_MB };
  });

const writing = (measurements: Measurements, { every, writing: other }: Contest): readonly Target[] => {
  const measured = median(
    pairsOf(measurements, every, other).map(([read, written]) => read.wallMs / written.wallMs),
  );
  const text = `${nameOf(other)}, times as fast as reading it, at least 1`;
  return [{ text, measured, met: measured >= 1 }];
};

const growth = (measurements: Measurements, { five, smaller }: Contest): readonly Target[] => {
  if (smaller === undefined) return [];
  const perMegabyte = (entry: Entry): readonly number[] => {
    const bytes = entry.document.bytes - smaller.least.document.bytes;
    return pairsOf(measurements, entry, smaller.least).map(
      ([run, least]) => (run.wallMs - least.wallMs) / bytes,
    );
  };
  const usual = perMegabyte(smaller.usual);
  const measured = median(perMegabyte(five).map((time, round) => time / (usual[round] ?? Number.NaN)));
  const { kind, megabytes } = five.document;
  const sizes = `at ${megabytes} MB against ${smaller.usual.document.megabytes} MB`;
  const text = `${TITLES[kind]}: ${FIVE}, time per MB ${sizes}, start-up aside, at most ${GROWTH}`;
  return [{ text, measured, met: measured <= GROWTH }];
};

/** What the project has promised of a document of this size, and what was measured. */
export const targetsOf = (measurements: Measurements, contest: Contest): readonly Target[] => [
  ...speed(measurements, contest),
  ...writing(measurements, contest),
  ...memory(measurements, contest),
  ...growth(measurements, contest),
];
