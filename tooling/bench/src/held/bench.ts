import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { alternate } from '../alternate.js';
import { describeMachine } from '../machine.js';
import type { BenchReport, Column } from '../report.js';
import { startServer, UNLIMITED } from '../server.js';
import type { Settings, Stage } from '../settings.js';
import { median, summarise } from '../statistics.js';
import { holdMany, type Holding } from './hold-many.js';

const CONNECTIONS = 2016;
const TARGETS = '127.0.0.1-127.0.0.8';
/** Scans that take longer than the bench. */
const SIMULATED = ['--engine', 'simulated', '--host-ms', '3600000', '--drain', '1', '--log-level', 'warn'];

const PLAIN = { name: 'plain HTTP', serve: [] } as const;
const TLS = { name: 'TLS', serve: ['--tls-self-signed'] } as const;

const COLUMNS: readonly (Column & { readonly key: keyof Holding })[] = [
  { key: 'kbEach', title: 'KB each', digits: 1 },
  { key: 'lateMs', title: 'latest beat, ms late', digits: 0 },
  { key: 'medianListMs', title: 'list, median ms', digits: 1 },
  { key: 'slowListMs', title: 'list, p99 ms', digits: 1 },
  { key: 'cpuMsPerSecond', title: 'server CPU ms/s', digits: 0 },
  { key: 'openedInMs', title: 'all opened in ms', digits: 0 },
  { key: 'ownDelayMs', title: 'bench itself late, ms', digits: 0 },
];

const TARGETS_OF: readonly { readonly key: keyof Holding; readonly text: string; readonly below: number }[] =
  [
    { key: 'kbEach', text: 'memory of a held connection over the idle server, KB, below 50', below: 50 },
    { key: 'lateMs', text: 'the latest beat, ms after the documented 5 s, at most 1000', below: 1000 },
    { key: 'slowListMs', text: 'scan_report_list.php meanwhile, p99 in ms, below 50', below: 50 },
  ];

/** What it costs to hold 2,000 connections whose clients wait for scans. */
export const held = async (settings: Settings, { signal, say }: Stage): Promise<BenchReport> => {
  const machine = describeMachine();
  const rounds = settings.rounds ?? 1;
  say(`held: ${rounds} rounds of ${CONNECTIONS} held scans, about a minute each, without and with TLS`);
  const measured = await alternate([PLAIN, TLS], rounds, async ({ name, serve }) => {
    const folder = mkdtempSync(join(tmpdir(), 'openguard-bench-'));
    try {
      const account = { user: 'bench', password: randomBytes(18).toString('base64url') };
      const env = { ...process.env, OPENGUARD_HOME: join(folder, 'home') };
      const options = { data: join(folder, 'data'), account, targets: TARGETS, env, signal };
      const server = await startServer({ ...options, serve: [...SIMULATED, ...UNLIMITED, ...serve] });
      try {
        const holding = await holdMany(server, account, CONNECTIONS, signal);
        say(
          `${name}: ${holding.kbEach.toFixed(1)} KB each, ${holding.lateMs.toFixed(0)} ms late, list p99 ${holding.slowListMs.toFixed(1)} ms`,
        );
        return holding;
      } finally {
        await server.stop();
      }
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
  const of = (subject: typeof PLAIN | typeof TLS, key: keyof Holding): readonly number[] =>
    (measured.get(subject) ?? []).map((holding) => holding[key]);
  return {
    bench: 'held',
    at: new Date().toISOString(),
    machine,
    subject: `${CONNECTIONS} connections held for 40 s by one server with SQLite, simulated estate`,
    rounds,
    columns: COLUMNS,
    rows: [PLAIN, TLS].map((subject) => ({
      name: subject.name,
      figures: Object.fromEntries(COLUMNS.map(({ key }) => [key, summarise(of(subject, key))])),
    })),
    targets: TARGETS_OF.map(({ key, text, below }) => {
      const value = median(of(PLAIN, key));
      return { text: `${PLAIN.name}: ${text}`, measured: value, met: value < below };
    }),
    notes: [
      'none of the scans is to be saved; two run at a time, the others wait, and all are held alike',
      'a list every 50 ms; beats and lists include what the bench itself was kept from reading',
    ],
  };
};
