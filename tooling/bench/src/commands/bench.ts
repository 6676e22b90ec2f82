import { alternate } from '../alternate.js';
import { BenchFailure } from '../bench-failure.js';
import { describeMachine } from '../machine.js';
import type { BenchReport, Row, Target } from '../report.js';
import type { Settings, Stage } from '../settings.js';
import { ratios, summarise, type Summary } from '../statistics.js';
import { withDocument, type Document } from './document.js';
import { BASE } from './reader.js';
import { COMMAND_SUBJECTS, hasCommands, readerSubjects, type Measured, type Subject } from './subject.js';
import type { Truth } from './tally.js';

const ROUNDS = 5;
const PEAK_MB = 150;

const FIELDS = ['hosts', 'findings', 'severities', 'characters'] as const;

const describe = (truth: Partial<Truth>): string =>
  FIELDS.flatMap((field) => (truth[field] === undefined ? [] : [`${truth[field]} ${field}`])).join(', ');

/** What both say must be the same; a bench of a reader that loses something would be a lie. */
const compare = (subject: Subject, found: Partial<Truth>, expected: Partial<Truth>): void => {
  const differs = FIELDS.some(
    (field) =>
      found[field] !== undefined && expected[field] !== undefined && found[field] !== expected[field],
  );
  if (differs) {
    throw new BenchFailure(`${subject.name} found ${describe(found)}; right is ${describe(expected)}`);
  }
};

const wallsOf = (measured: readonly Measured[]): readonly number[] => measured.map(({ run }) => run.wallMs);

const rowOf = (
  subject: Subject,
  measured: readonly Measured[],
  base: readonly Measured[],
  bytes: number,
): Row => {
  const walls = wallsOf(measured);
  const figures: Record<string, Summary> = {
    mbPerSecond: summarise(walls.map((wall) => bytes / 1000 / wall)),
    ratio: summarise(ratios(wallsOf(base), walls)),
    wallMs: summarise(walls),
    cpuMs: summarise(measured.map(({ run }) => run.cpuMs)),
    peakRssMb: summarise(measured.map(({ run }) => run.peakRssMb)),
  };
  return { name: `${subject.task}: ${subject.name}`, figures };
};

const targetsOf = (rows: readonly Row[], names: readonly string[]): readonly Target[] =>
  rows
    .filter(({ name }) => names.includes(name))
    .flatMap(({ name, figures }): readonly Target[] => {
      const { ratio, peakRssMb } = figures;
      if (ratio === undefined || peakRssMb === undefined) return [];
      return [
        {
          text: `${name}, times as fast as ${BASE}, more than 1`,
          measured: ratio.median,
          met: ratio.median > 1,
        },
        {
          text: `${name}, highest peak memory in MB, under ${PEAK_MB}`,
          measured: peakRssMb.max,
          met: peakRssMb.max < PEAK_MB,
        },
      ];
    });

const measureAll = async (
  document: Document,
  subjects: readonly Subject[],
  rounds: number,
  { signal, say }: Stage,
): Promise<readonly Row[]> => {
  let known: Partial<Truth> = document.truth;
  const measured = await alternate(subjects, rounds, async (subject, round) => {
    const found = await subject.measure(document.path, document.scratch, signal);
    compare(subject, found.truth, known);
    known = { ...found.truth, ...known };
    say(`round ${round + 1}: ${subject.task}: ${subject.name} ${Math.round(found.run.wallMs)} ms`);
    return found;
  });
  return subjects.map((subject) => {
    const base = subjects.find(({ name, task }) => name === BASE && task === subject.task) ?? subject;
    return rowOf(subject, measured.get(subject) ?? [], measured.get(base) ?? [], document.bytes);
  });
};

/** A large scan report to NDJSON and to its score: the commands, and other XML readers doing the same. */
export const commands = async (settings: Settings, stage: Stage): Promise<BenchReport> => {
  const machine = describeMachine();
  const rounds = settings.rounds ?? ROUNDS;
  const built = (await hasCommands(stage.signal)) ? COMMAND_SUBJECTS : [];
  const subjects = (['ndjson', 'score'] as const).flatMap((task) => [
    ...built.filter((command) => command.task === task),
    ...readerSubjects(task),
  ]);
  return withDocument(settings, async (document) => {
    const rows = await measureAll(document, subjects, rounds, stage);
    const promised = built.length > 0 ? built : subjects.filter(({ name }) => name === 'readDocument');
    return {
      bench: 'commands',
      at: new Date().toISOString(),
      machine,
      subject: document.words,
      rounds,
      columns: [
        { key: 'mbPerSecond', title: 'MB/s', digits: 1 },
        { key: 'ratio', title: `times as fast as ${BASE}`, digits: 2 },
        { key: 'wallMs', title: 'wall ms', digits: 0 },
        { key: 'cpuMs', title: 'CPU ms', digits: 0 },
        { key: 'peakRssMb', title: 'peak RSS MB', digits: 0 },
      ],
      rows,
      targets: targetsOf(
        rows,
        promised.map(({ task, name }) => `${task}: ${name}`),
      ),
      notes: [
        'whole processes, start-up included; every run found the same hosts, findings, severities and characters',
        'ndjson writes the lines to a file; the libraries make the same findings; fast-xml-parser and txml accept documents that are cut or malformed',
        ...(built.length > 0 ? [] : ['openguard is not built: its commands were not measured']),
      ],
    };
  });
};
