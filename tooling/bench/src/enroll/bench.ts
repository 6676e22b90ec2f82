import { fileURLToPath } from 'node:url';
import { alternate } from '../alternate.js';
import { BenchFailure } from '../bench-failure.js';
import { describeMachine } from '../machine.js';
import type { BenchReport } from '../report.js';
import { runMeasured } from '../run.js';
import type { Settings, Stage } from '../settings.js';
import { median, summarise } from '../statistics.js';

const ROUNDS = 5;
const FORMS = 400_000;
const TARGET = 100_000;

const CHECK = fileURLToPath(new URL('./check-main.js', import.meta.url));

const VALID = { name: 'valid forms', kind: 'valid', violations: 0 } as const;
const WRONG = { name: 'forms with 18 violations', kind: 'wrong', violations: 18 } as const;

/** How many enrollment forms are checked in a second. */
export const enroll = async (settings: Settings, { signal, say }: Stage): Promise<BenchReport> => {
  const machine = describeMachine();
  const rounds = settings.rounds ?? ROUNDS;
  say(`enroll: ${rounds} rounds of ${FORMS} forms of each kind`);
  const measured = await alternate([VALID, WRONG], rounds, async ({ name, kind, violations }) => {
    const { stdout, wallMs, cpuMs } = await runMeasured([CHECK, kind, String(FORMS)], { signal });
    if (Number(stdout) !== violations * FORMS) {
      throw new BenchFailure(`${name}: ${stdout} violations were found, not ${violations * FORMS}`);
    }
    return { wall: FORMS / (wallMs / 1000), cpu: FORMS / (cpuMs / 1000) };
  });
  const ratesOf = (subject: typeof VALID | typeof WRONG, by: 'wall' | 'cpu') =>
    (measured.get(subject) ?? []).map((rates) => rates[by]);
  const rate = median(ratesOf(VALID, 'cpu'));
  return {
    bench: 'enroll',
    at: new Date().toISOString(),
    machine,
    subject: `${FORMS} forms, from start to exit`,
    rounds,
    columns: [
      { key: 'wall', title: 'forms/s', digits: 0 },
      { key: 'cpu', title: 'forms per CPU second', digits: 0 },
    ],
    rows: [VALID, WRONG].map((subject) => ({
      name: subject.name,
      figures: { wall: summarise(ratesOf(subject, 'wall')), cpu: summarise(ratesOf(subject, 'cpu')) },
    })),
    targets: [
      { text: `valid forms per CPU second, at least ${TARGET}`, measured: rate, met: rate >= TARGET },
    ],
    notes: ['every form has all 19 fields and a target list of a range, an address and a network'],
  };
};
