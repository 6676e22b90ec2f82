import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { asking } from '../asking.js';
import { BenchFailure } from '../bench-failure.js';
import { describeMachine } from '../machine.js';
import type { BenchReport } from '../report.js';
import { startProgram, startServer } from '../server.js';
import type { Settings, Stage } from '../settings.js';
import { median, ratios, summarise } from '../statistics.js';
import { postgres, type Place } from '../stored/place.js';

const HOSTS = 64;
const TARGETS = '127.0.0.1-127.0.0.64';
const HOST_MS = 1000;
const TARGET = 3.6;
const SCOPE = ['--scope', '127.0.0.0/8'];

/** All of them are there. */
const ESTATE = {
  name: 'bench',
  hosts: Array.from({ length: HOSTS }, (_, index) => ({
    ip: `127.0.0.${index + 1}`,
    services: [{ port: 22, service: 'ssh' }],
    weaknesses: [],
  })),
};

const NMAP = { name: 'nmap on loopback, light', engine: ['--engine', 'nmap', '--nmap-runs', '1'] };

const simulated = (folder: string) => {
  const estate = join(folder, 'estate.json');
  writeFileSync(estate, JSON.stringify(ESTATE));
  return {
    name: 'simulated, a second a host',
    engine: ['--engine', 'simulated', '--estate', estate, '--host-ms', String(HOST_MS)],
  };
};

/** Seconds that so many workers, who do one host at a time, take for a scan. */
const timeOf = async (
  place: Place,
  engine: readonly string[],
  count: number,
  signal: AbortSignal,
): Promise<number> => {
  const folder = mkdtempSync(join(tmpdir(), 'openguard-bench-'));
  const running: { readonly stop: () => Promise<void> }[] = [];
  const fresh = await place.fresh();
  try {
    const { database } = fresh;
    if (database === undefined) throw new BenchFailure('workers need PostgreSQL');
    const env = { ...fresh.env, OPENGUARD_HOME: join(folder, 'home') };
    const account = { user: 'bench', password: randomBytes(18).toString('base64url') };
    const all = ['--batch', '1', '--drain', '1', '--log-level', 'warn', ...engine];
    const server = await startServer({
      data: join(folder, 'data'),
      database,
      account,
      targets: TARGETS,
      env,
      signal,
      serve: ['--workers', '0', ...all],
    });
    running.push(server);
    for (let worker = 0; worker < count; worker += 1) {
      const args = ['worker', '--database', database, '--workers', '1', ...SCOPE, ...all];
      running.push(await startProgram(args, { env, signal, told: /works with/ }));
    }
    const asker = asking(new URL(server.url), account);
    const began = performance.now();
    const report = await asker.text(`/msp/scan.php?ip=${TARGETS}&save_report=yes&option=light`);
    const seconds = (performance.now() - began) / 1000;
    asker.close();
    if (!report.includes('FINISHED'))
      throw new BenchFailure(`the scan did not finish: ${report.slice(-500)}`);
    const hosts = report.split('<IP ').length - 1;
    if (hosts !== HOSTS) throw new BenchFailure(`the report has ${hosts} hosts, not ${HOSTS}`);
    return seconds;
  } finally {
    for (const program of running.toReversed()) await program.stop();
    await fresh.close();
    rmSync(folder, { recursive: true, force: true });
  }
};

/** What more workers gain: the same 64 hosts by one worker and by four, each of which does one host at a time. */
export const workers = async (settings: Settings, { signal, say }: Stage): Promise<BenchReport> => {
  const machine = describeMachine();
  const rounds = settings.rounds ?? 1;
  const place = postgres();
  if (place === undefined) throw new BenchFailure('this bench needs PostgreSQL');
  const rows = [];
  const folder = mkdtempSync(join(tmpdir(), 'openguard-bench-'));
  try {
    for (const { name, engine } of [simulated(folder), NMAP]) {
      const [one, four]: [number[], number[]] = [[], []];
      for (let round = 0; round < rounds; round += 1) {
        say(`${name}: round ${round + 1} of ${rounds}`);
        one.push(await timeOf(place, engine, 1, signal));
        four.push(await timeOf(place, engine, 4, signal));
      }
      rows.push({ name, one, four, gain: ratios(one, four) });
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  const [first] = rows;
  if (first === undefined) throw new BenchFailure('nothing was measured');
  const gain = median(first.gain);
  return {
    bench: 'workers',
    at: new Date().toISOString(),
    machine,
    subject: `a scan of ${HOSTS} hosts in ${HOSTS} parts, by workers in processes of their own, PostgreSQL`,
    rounds,
    columns: [
      { key: 'one', title: 'one worker, s', digits: 1 },
      { key: 'four', title: 'four, s', digits: 1 },
      { key: 'gain', title: 'times as fast', digits: 2 },
    ],
    rows: rows.map(({ name, ...figures }) => ({
      name,
      figures: Object.fromEntries(Object.entries(figures).map(([key, values]) => [key, summarise(values)])),
    })),
    targets: [
      {
        text: `four workers against one, at least ${TARGET} times as fast`,
        measured: gain,
        met: gain >= TARGET,
      },
    ],
    notes: ['nmap is bound by the cores of this machine, and is reported for comparison alone'],
  };
};
