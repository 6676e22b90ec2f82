import { fileURLToPath } from 'node:url';
import * as E from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';
import { alternate } from '../alternate.js';
import { BenchFailure } from '../bench-failure.js';
import { describeMachine } from '../machine.js';
import { OPENGUARD } from '../programs.js';
import type { BenchReport } from '../report.js';
import { runMeasured, type Run } from '../run.js';
import type { Settings, Stage } from '../settings.js';
import { median, ratios, summarise } from '../statistics.js';
import { withPair, type Pair, type Verdicts } from './documents.js';

const ROUNDS = 1;
const MOST_TIMES = 3;
const MOST_MB = 256;

const READ = fileURLToPath(new URL('./read-main.js', import.meta.url));

const Compared = t.type({
  totals: t.type({
    findings: t.type({
      new: t.number,
      changed: t.number,
      'not tested': t.number,
      fixed: t.number,
      same: t.number,
    }),
  }),
});

interface Subject {
  readonly name: string;
  readonly args: (pair: Pair) => readonly string[];
}

const READING: Subject = {
  name: 'reading both, what compare looks at',
  args: ({ older, newer }) => [READ, 'result', older, newer],
};
const READING_ALL: Subject = {
  name: 'reading both, every field',
  args: ({ older, newer }) => [READ, 'all', older, newer],
};
const COMPARING: Subject = {
  name: 'openguard compare',
  args: ({ older, newer }) => [OPENGUARD, 'compare', older, newer, '--json'],
};
const SUBJECTS = [READING, READING_ALL, COMPARING];

/** What a comparison found; coverage and lists of ports are no findings, so that all counted were planted. */
const verdictsIn = (stdout: string): Verdicts => {
  const compared = Compared.decode(JSON.parse(stdout));
  if (E.isLeft(compared)) throw new BenchFailure('openguard compare tells no totals');
  return compared.right.totals.findings;
};

const check = (found: Verdicts, planted: Verdicts): void => {
  for (const verdict of ['new', 'changed', 'not tested', 'fixed', 'same'] as const) {
    if (found[verdict] !== planted[verdict])
      throw new BenchFailure(`${found[verdict]} findings are ${verdict}; right is ${planted[verdict]}`);
  }
};

/** Two large reports compared, beside reading both. */
export const compare = async (settings: Settings, { signal, say }: Stage): Promise<BenchReport> => {
  const machine = describeMachine();
  const rounds = settings.rounds ?? ROUNDS;
  say(`compare: writing two reports of ${settings.megabytes} MB`);
  return withPair(settings.megabytes, async (pair) => {
    const measured = await alternate(SUBJECTS, rounds, async (subject, round): Promise<Run> => {
      const run = await runMeasured(subject.args(pair), { signal });
      if (subject === COMPARING) check(verdictsIn(run.stdout), pair.verdicts);
      say(`round ${round + 1}: ${subject.name} ${Math.round(run.wallMs)} ms`);
      return run;
    });
    const wallsOf = (subject: Subject): readonly number[] =>
      (measured.get(subject) ?? []).map(({ wallMs }) => wallMs);
    const rows = SUBJECTS.map((subject) => {
      const runs = measured.get(subject) ?? [];
      return {
        name: subject.name,
        figures: {
          seconds: summarise(runs.map(({ wallMs }) => wallMs / 1000)),
          cpu: summarise(runs.map(({ cpuMs }) => cpuMs / 1000)),
          times: summarise(ratios(wallsOf(subject), wallsOf(READING))),
          mb: summarise(runs.map(({ peakRssMb }) => peakRssMb)),
        },
      };
    });
    const times = median(ratios(wallsOf(COMPARING), wallsOf(READING)));
    const peak = Math.max(...(measured.get(COMPARING) ?? []).map(({ peakRssMb }) => peakRssMb));
    return {
      bench: 'compare',
      at: new Date().toISOString(),
      machine,
      subject: `two reports of ${pair.findings} findings, ${(pair.bytes / 1e6).toFixed(0)} MB together`,
      rounds,
      columns: [
        { key: 'seconds', title: 'seconds', digits: 1 },
        { key: 'cpu', title: 'CPU s', digits: 1 },
        { key: 'times', title: 'times reading', digits: 2 },
        { key: 'mb', title: 'peak MB', digits: 0 },
      ],
      rows,
      targets: [
        {
          text: `times as long as reading both, at most ${MOST_TIMES}`,
          measured: times,
          met: times <= MOST_TIMES,
        },
        { text: `peak memory of compare in MB, under ${MOST_MB}`, measured: peak, met: peak < MOST_MB },
      ],
      notes: [
        'the newer report tells everything the other way round; a hundredth each is new, fixed and changed, a two-hundredth not tested; all verdicts were counted and are right',
        'reading is the reader alone, without a command; what is compared against leaves out the texts that compare does not look at',
      ],
    };
  });
};
