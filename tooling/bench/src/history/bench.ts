import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as E from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';
import { BenchFailure } from '../bench-failure.js';
import { describeMachine } from '../machine.js';
import type { BenchReport } from '../report.js';
import { runMeasured } from '../run.js';
import type { Settings, Stage } from '../settings.js';
import { median, summarise } from '../statistics.js';
import { postgres, SQLITE, type Place } from '../stored/place.js';

const HOSTS = 1000;
const FINDINGS = 20;
const SCANS = [10, 100] as const;
const MOST_OPEN_MS = 200;
const MOST_GROWTH = 1.3;

const MAIN = fileURLToPath(new URL('./history-main.js', import.meta.url));
const Told = t.type({ seconds: t.number, took: t.array(t.number), open: t.number, trendMs: t.number });

interface Measured extends t.TypeOf<typeof Told> {
  readonly peakRssMb: number;
}

const measure = async (place: Place, scans: number, signal: AbortSignal): Promise<Measured> => {
  const folder = await mkdtemp(join(tmpdir(), 'openguard-bench-history-'));
  const fresh = await place.fresh();
  try {
    const args = [MAIN, fresh.database ?? folder, String(HOSTS), String(FINDINGS), String(scans)];
    const { stdout, peakRssMb } = await runMeasured(args, { signal, env: fresh.env });
    const told = Told.decode(JSON.parse(stdout));
    if (E.isLeft(told) || told.right.open === 0) throw new BenchFailure('nothing was open');
    return { ...told.right, peakRssMb };
  } finally {
    await fresh.close();
    await rm(folder, { recursive: true });
  }
};

const sightings = (scans: number): number => HOSTS * FINDINGS * scans;

/** What it costs to take scans into a history, and to ask it what is open, with ten times as much in it, too. */
export const history = async (settings: Settings, { signal, say }: Stage): Promise<BenchReport> => {
  const machine = describeMachine();
  const rounds = settings.rounds ?? 1;
  const server = postgres();
  const rows: { readonly name: string; readonly scans: number; readonly runs: readonly Measured[] }[] = [];
  for (const place of server === undefined ? [SQLITE] : [SQLITE, server]) {
    for (const scans of SCANS) {
      const runs: Measured[] = [];
      for (let round = 0; round < rounds; round += 1) {
        say(`history: ${place.name}, ${sightings(scans)} sightings, round ${round + 1} of ${rounds}`);
        runs.push(await measure(place, scans, signal));
      }
      rows.push({ name: `${place.name}, ${sightings(scans).toLocaleString('en')} sightings`, scans, runs });
    }
  }
  const each = ({ runs, scans }: (typeof rows)[number]): readonly number[] =>
    runs.map(({ seconds }) => (seconds / sightings(scans)) * 1e6);
  return {
    bench: 'history',
    at: new Date().toISOString(),
    machine,
    subject: `weekly scans of ${HOSTS} hosts with ${FINDINGS} findings each, taken in by createHistory`,
    rounds,
    columns: [
      { key: 'each', title: 'µs a sighting', digits: 1 },
      { key: 'open', title: 'open on 256 hosts, ms', digits: 0 },
      { key: 'trend', title: 'trend, ms', digits: 0 },
      { key: 'mb', title: 'peak MB', digits: 0 },
    ],
    rows: rows.map((row) => ({
      name: row.name,
      figures: {
        each: summarise(each(row)),
        open: summarise(row.runs.flatMap(({ took }) => took)),
        trend: summarise(row.runs.map(({ trendMs }) => trendMs)),
        mb: summarise(row.runs.map(({ peakRssMb }) => peakRssMb)),
      },
    })),
    targets: rows.flatMap((row, index) => {
      const before = rows[index - 1];
      if (before === undefined || row.scans === SCANS[0]) return [];
      const open = median(row.runs.flatMap(({ took }) => took));
      const growth = median(each(row)) / median(each(before));
      return [
        {
          text: `${row.name}: what is open in ms, at most ${MOST_OPEN_MS}`,
          measured: open,
          met: open <= MOST_OPEN_MS,
        },
        {
          text: `${row.name}: a sighting against one of a tenth, at most ${MOST_GROWTH}`,
          measured: growth,
          met: growth <= MOST_GROWTH,
        },
      ];
    }),
    notes: [
      'reports come as items from memory, so that reading XML takes no part; they are read twice, as files are',
    ],
  };
};
