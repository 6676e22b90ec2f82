import { loadavg } from 'node:os';
import { BenchFailure } from '../bench-failure.js';
import { describeMachine } from '../machine.js';
import type { BenchReport, Row } from '../report.js';
import type { Settings, Stage } from '../settings.js';
import { median, summarise } from '../statistics.js';
import { contests, HELD_MEGABYTES, type Contest } from './contest.js';
import { withDocuments } from './documents.js';
import { TITLES } from './kind.js';
import { measureGroups, nameOf, pairsOf, runsOf, type Entry, type Measurements } from './measurements.js';
import { findOutside, type Outside } from './outside.js';
import { FAST_XML_PARSER, FIVE, SCAN, TXML, WRITING } from './reader.js';
import { targetsOf } from './targets.js';

const ROUNDS = 5;

const COLUMNS = [
  { key: 'mbPerSecond', title: 'MB/s', digits: 0 },
  { key: 'ratio', title: 'times as long', digits: 2 },
  { key: 'cpuRatio', title: 'times the CPU', digits: 2 },
  { key: 'wallMs', title: 'wall ms', digits: 0 },
  { key: 'cpuMs', title: 'CPU ms', digits: 0 },
  { key: 'peakRssMb', title: 'peak RSS MB', digits: 0 },
] as const;

const rowOf = (measurements: Measurements, entry: Entry, five: Entry, mark?: Row['mark']): Row => {
  const runs = runsOf(measurements, entry);
  const pairs = entry === five ? [] : pairsOf(measurements, entry, five);
  const { megabytes, bytes } = entry.document;
  const isSmaller = megabytes !== five.document.megabytes;
  return {
    name: isSmaller ? `${nameOf(entry)}, ${megabytes} MB` : nameOf(entry),
    ...(mark === undefined ? {} : { mark }),
    figures: {
      mbPerSecond: summarise(runs.map(({ wallMs }) => bytes / 1000 / wallMs)),
      ...(pairs.length === 0 || isSmaller
        ? {}
        : {
            ratio: summarise(pairs.map(([run, ours]) => run.wallMs / ours.wallMs)),
            cpuRatio: summarise(pairs.map(([run, ours]) => run.cpuMs / ours.cpuMs)),
          }),
      wallMs: summarise(runs.map(({ wallMs }) => wallMs)),
      cpuMs: summarise(runs.map(({ cpuMs }) => cpuMs)),
      peakRssMb: summarise(runs.map(({ peakRssMb }) => peakRssMb)),
    },
  };
};

const rowsOf = (measurements: Measurements, { five, every, writing, scan, others, smaller }: Contest) => [
  rowOf(measurements, five, five, 'own'),
  rowOf(measurements, every, five, 'own'),
  rowOf(measurements, writing, five, 'own'),
  ...others.map((other) =>
    rowOf(measurements, other, five, other.contender.name.startsWith('openguard') ? 'own' : undefined),
  ),
  rowOf(measurements, scan, five, 'limit'),
  ...(smaller === undefined ? [] : [rowOf(measurements, smaller.usual, five, 'aside')]),
];

const distance = (measurements: Measurements, { five, scan }: Contest): string => {
  const share = median(pairsOf(measurements, scan, five).map(([bound, ours]) => bound.wallMs / ours.wallMs));
  return `${TITLES[five.document.kind]}: to ${SCAN} takes ${(share * 100).toFixed(0)} % of the time of ${FIVE}`;
};

/** How much faster five fields are than a reader that holds the document, without what either takes to start. */
const withoutStart = (measurements: Measurements, { five, others }: Contest): readonly string[] =>
  others
    .filter(({ contender: { name } }) => name === TXML || name === FAST_XML_PARSER)
    .map((other) => {
      const ratios = pairsOf(measurements, other, five).map(
        ([run, ours]) => (run.readMs ?? Number.NaN) / (ours.readMs ?? Number.NaN),
      );
      return `${nameOf(five)}: ${median(ratios).toFixed(2)} times as fast as ${other.contender.name} where neither the start of Node nor that of the program counts`;
    });

const notesOf = (
  measurements: Measurements,
  all: readonly Contest[],
  megabytes: number,
  { missing }: Outside,
): readonly string[] => [
  `times as long, and times the CPU, as ${FIVE}`,
  'whole processes, start-up included; equal checksums over (ip, id, severity, cve, title) of every VULN and (ip, qid, severity, type, status) of every DETECTION',
  'each was measured right beside the reader that it is compared with, in turn before and after it',
  `${WRITING}: the records of the first 10 MB, from values to bytes, over and over up to the size of the document`,
  'xmllint hands over nothing; txml and fast-xml-parser accept documents that are cut or malformed',
  'memory of programs outside Node is as the kernel accounts it to a child: 10 MB or so is the least that it shows',
  ...all.map((contest) => distance(measurements, contest)),
  ...all.flatMap((contest) => withoutStart(measurements, contest)),
  ...(megabytes > HELD_MEGABYTES
    ? [`${TXML} and ${FAST_XML_PARSER} hold the document: not measured above ${HELD_MEGABYTES} MB`]
    : []),
  ...missing.map((name) => `${name} is not installed: it was not measured`),
  `load at the end ${(loadavg()[0] ?? Number.NaN).toFixed(1)}`,
];

const withOutside = (outside: Outside): BenchReport['machine'] => {
  const machine = describeMachine();
  const programs = outside.readers.map(({ name, version }): readonly [string, string] => [name, version]);
  return { ...machine, libraries: { ...machine.libraries, ...Object.fromEntries(programs) } };
};

/** Readers of XML on large documents, with the same five fields of every record as their task. */
export const decode = (settings: Settings, stage: Stage): Promise<BenchReport> => {
  if (settings.file !== undefined) {
    throw new BenchFailure('decode makes its documents itself; --file goes with commands', 2);
  }
  const { megabytes, seed } = settings;
  const outside = findOutside();
  const machine = withOutside(outside);
  const rounds = settings.rounds ?? ROUNDS;
  return withDocuments(seed, async (make) => {
    stage.say(`decode: making documents of ${megabytes} MB`);
    const all = contests(megabytes, outside, make);
    // The documents are in memory from here on: whoever comes first must not pay for the disk.
    for (const { scan } of all) await scan.contender.measure(scan.document, { signal: stage.signal });
    const groups = all.flatMap((contest) => contest.groups);
    const measurements = await measureGroups(groups, rounds, stage);
    const sizes = all.map(
      ({ five: { document } }) => `a ${TITLES[document.kind]} of ${(document.bytes / 1e6).toFixed(1)} MB`,
    );
    return {
      bench: 'decode',
      at: new Date().toISOString(),
      machine,
      subject: `${sizes.join(' and ')}, seed ${seed}`,
      rounds,
      columns: COLUMNS,
      rows: all.flatMap((contest) => rowsOf(measurements, contest)),
      targets: all.flatMap((contest) => targetsOf(measurements, contest)),
      notes: notesOf(measurements, all, megabytes, outside),
    };
  });
};
