import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as E from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';
import { BenchFailure } from '../bench-failure.js';
import { describeMachine } from '../machine.js';
import type { BenchReport, Target } from '../report.js';
import { runMeasured } from '../run.js';
import type { Settings, Stage } from '../settings.js';
import { median, summarise } from '../statistics.js';
import { postgres } from '../stored/place.js';

const HOSTS = 1000;
const GROWTH = 10;
const FINDINGS = 20;
const SCANS = 100;
const MOST_OPEN_MS = 200;
const MOST_GROWTH = 1.3;

const MAIN = fileURLToPath(new URL('./history-main.js', import.meta.url));
const Filled = t.type({ seconds: t.number });
const Told = t.type({
  each: t.number,
  took: t.array(t.number),
  worked: t.array(t.number),
  open: t.number,
  allEach: t.number,
  trendMs: t.number,
});

/** What was measured of one store. `fill`: seconds a sighting that the whole of it took to fill. */
interface Measured extends t.TypeOf<typeof Told> {
  readonly place: string;
  readonly hosts: number;
  readonly fill: number;
  readonly peakRssMb: number;
}

const sightings = (hosts: number): number => hosts * FINDINGS * SCANS;

const nameOf = ({ place, hosts }: Measured): string =>
  `${place}, ${sightings(hosts).toLocaleString('en')} sightings`;

/** Runs the program beside this one for histories of so many hosts. */
const programFor =
  (hosts: number, signal: AbortSignal) =>
  async <A>(told: t.Type<A>, env: NodeJS.ProcessEnv, task: string, place: string, extra = '') => {
    const args = [MAIN, task, place, String(hosts), String(FINDINGS), String(SCANS), extra];
    const { stdout, peakRssMb } = await runMeasured(args, { signal, env });
    const decoded = told.decode(JSON.parse(stdout));
    if (E.isLeft(decoded)) throw new BenchFailure(`history-main ${task} did not tell what it has measured`);
    return { told: decoded.right, peakRssMb };
  };

/** Measures a history in SQLite, and then the same, brought into PostgreSQL by way of a backup. */
const measure = async (
  folder: string,
  hosts: number,
  filling: number,
  { signal, say }: Stage,
): Promise<readonly Measured[]> => {
  const run = programFor(hosts, signal);
  const askAt = async (place: string, where: string, env: NodeJS.ProcessEnv, seconds: number) => {
    say(`history: asking ${place}, ${sightings(hosts)} sightings`);
    const { told, peakRssMb } = await run(Told, env, 'ask', where);
    if (told.open === 0) throw new BenchFailure('nothing was open');
    return { ...told, place, hosts, peakRssMb, fill: seconds / sightings(hosts) };
  };
  const server = await postgres()?.fresh();
  try {
    if (server?.database === undefined) {
      say('there is no PostgreSQL on this machine; it is left out');
      return [await askAt('SQLite', folder, process.env, filling)];
    }
    // Before SQLite takes one scan more in.
    say(`history: bringing ${sightings(hosts)} sightings into PostgreSQL`);
    const copied = await run(Filled, server.env, 'copy', server.database, folder);
    return [
      await askAt('SQLite', folder, process.env, filling),
      await askAt('PostgreSQL', server.database, server.env, copied.told.seconds),
    ];
  } finally {
    await server?.close();
  }
};

/** Measures a history, and one of ten times as many hosts. */
const measureBoth = async (hosts: number, stage: Stage): Promise<readonly Measured[]> => {
  const folder = await mkdtemp(join(tmpdir(), 'openguard-bench-history-'));
  const [some, many] = [join(folder, 'some'), join(folder, 'many')];
  const run = programFor(hosts, stage.signal);
  try {
    stage.say(`history: taking ${sightings(hosts)} sightings into SQLite`);
    const filled = await run(Filled, process.env, 'fill', some);
    await cp(some, many, { recursive: true });
    const grown = await run(Filled, process.env, 'grow', many, String(GROWTH));
    return [
      ...(await measure(some, hosts, filled.told.seconds, stage)),
      ...(await measure(many, hosts * GROWTH, grown.told.seconds, stage)),
    ];
  } finally {
    await rm(folder, { recursive: true });
  }
};

const targetsOf = (all: readonly Measured[]): readonly Target[] =>
  all.flatMap((one) => {
    const open = median(one.took);
    const target = {
      text: `${nameOf(one)}: what is open on 256 hosts in ms, less than ${MOST_OPEN_MS}`,
      measured: open,
      met: open < MOST_OPEN_MS,
    };
    const before = all.find(({ place, hosts }) => place === one.place && hosts < one.hosts);
    if (before === undefined) return [target];
    const growths = [
      ['taking one in', one.each / before.each],
      ['telling one of all that is open', one.allEach / before.allEach],
    ] as const;
    return [
      target,
      ...growths.map(([what, growth]) => ({
        text: `${nameOf(one)}: ${what} against a tenth of it, at most ${MOST_GROWTH} times`,
        measured: growth,
        met: growth <= MOST_GROWTH,
      })),
    ];
  });

/** What it costs to take scans into a history and to ask it what is open, with ten times as much in it, too. */
export const history = async (settings: Settings, stage: Stage): Promise<BenchReport> => {
  const machine = describeMachine();
  const hosts = settings.hosts ?? HOSTS;
  const all = await measureBoth(hosts, stage);
  return {
    bench: 'history',
    at: new Date().toISOString(),
    machine,
    subject: `${SCANS} weekly scans of ${hosts} and of ${hosts * GROWTH} hosts with ${FINDINGS} findings each`,
    rounds: 1,
    columns: [
      { key: 'open', title: 'open on 256 hosts, ms', digits: 0 },
      { key: 'worked', title: 'of it processor, ms', digits: 0 },
      { key: 'all', title: 'all open, µs each', digits: 1 },
      { key: 'trend', title: 'trend, ms', digits: 0 },
      { key: 'each', title: 'one scan more, µs a sighting', digits: 1 },
      { key: 'fill', title: 'filling, µs a sighting', digits: 1 },
      { key: 'mb', title: 'peak MB', digits: 0 },
    ],
    rows: all.map((one) => ({
      name: nameOf(one),
      figures: {
        open: summarise(one.took),
        worked: summarise(one.worked),
        all: summarise([one.allEach * 1e6]),
        trend: summarise([one.trendMs]),
        each: summarise([one.each * 1e6]),
        fill: summarise([one.fill * 1e6]),
        mb: summarise([one.peakRssMb]),
      },
    })),
    targets: targetsOf(all),
    notes: [
      'SQLite is filled by createHistory, from items in memory: reading XML takes no part',
      'ten times as much is made of that by writing the rows of each host for nine further hosts; a test holds that they are the same',
      'PostgreSQL is filled by restoring a backup of the SQLite store: the same rows',
      'one scan more is taken in by createHistory in both; asking goes through createHistory, too',
      'the processor time is that of the asking program, which SQLite is a part of and PostgreSQL is not',
    ],
  };
};
