import { alternate } from './alternate.js';
import { BenchFailure } from './bench-failure.js';
import { describeMachine } from './machine.js';
import { OPENGUARD } from './programs.js';
import type { BenchReport } from './report.js';
import { runPlain } from './run.js';
import type { Settings, Stage } from './settings.js';
import { median, ratios, summarise } from './statistics.js';

const ROUNDS = 21;
const TARGET = 1.5;

const NOTHING = { name: 'node -e 0', args: ['-e', '0'] } as const;
const VERSION = { name: 'openguard --version', args: [OPENGUARD, '--version'] } as const;

/** What starting the command costs over starting Node. */
export const startup = async (settings: Settings, { signal, say }: Stage): Promise<BenchReport> => {
  const machine = describeMachine();
  const rounds = settings.rounds ?? ROUNDS;
  const { stdout } = await runPlain(VERSION.args, { signal });
  if (!/[0-9]+\.[0-9]+\.[0-9]+/.test(stdout)) {
    throw new BenchFailure('openguard --version tells no version; is apps/cli built?');
  }
  say(`startup: ${rounds} rounds`);
  const measured = await alternate([NOTHING, VERSION], rounds, async ({ args }) => {
    const { wallMs } = await runPlain(args, { signal });
    return wallMs;
  });
  const base = measured.get(NOTHING) ?? [];
  const rows = [NOTHING, VERSION].map((subject) => {
    const walls = measured.get(subject) ?? [];
    return {
      name: subject.name,
      figures: { wallMs: summarise(walls), ratio: summarise(ratios(walls, base)) },
    };
  });
  const ratio = median(measured.get(VERSION) ?? []) / median(base);
  return {
    bench: 'startup',
    at: new Date().toISOString(),
    machine,
    subject: 'from start to exit',
    rounds,
    columns: [
      { key: 'wallMs', title: 'ms', digits: 1 },
      { key: 'ratio', title: 'times node -e 0', digits: 2 },
    ],
    rows,
    targets: [{ text: `ratio of the medians, at most ${TARGET}`, measured: ratio, met: ratio <= TARGET }],
    notes: ['one run of openguard went before, so that files and compiled code are as warm as in daily use'],
  };
};
