import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeMachine } from '../machine.js';
import type { BenchReport, Column, Row, Target } from '../report.js';
import type { Settings, Stage } from '../settings.js';
import { summarise } from '../statistics.js';
import { scanOnce, type Scanned, type Scanner } from './measure.js';
import { startServer } from '../server.js';
import { timeNmap } from './timed-nmap.js';
import { openWebHost, WEB_HOST } from './web-host.js';

const ROUNDS = 10;
const THIS_HOST = '127.0.0.1';
const PERCENT = 5;

const COLUMNS: readonly Column[] = [
  { key: 'totalMs', title: 'total ms', digits: 0 },
  { key: 'nmapMs', title: 'in nmap ms', digits: 0 },
  { key: 'beforeMs', title: 'before it ms', digits: 0 },
  { key: 'afterMs', title: 'after it ms', digits: 0 },
  { key: 'outsideMs', title: 'outside ms', digits: 0 },
  { key: 'percent', title: 'outside, % of nmap', digits: 1 },
  { key: 'processes', title: 'nmap processes', digits: 0 },
];

const rowOf = (name: string, scans: readonly Scanned[]): Row => ({
  name,
  figures: {
    totalMs: summarise(scans.map(({ totalMs }) => totalMs)),
    nmapMs: summarise(scans.map(({ nmapMs }) => nmapMs)),
    beforeMs: summarise(scans.map(({ beforeMs }) => beforeMs)),
    afterMs: summarise(scans.map(({ afterMs }) => afterMs)),
    outsideMs: summarise(scans.map(({ totalMs, nmapMs }) => totalMs - nmapMs)),
    percent: summarise(scans.map(({ totalMs, nmapMs }) => (100 * (totalMs - nmapMs)) / nmapMs)),
    processes: summarise(scans.map(({ processes }) => processes)),
  },
});

const targetOf = ({ name, figures }: Row): readonly Target[] => {
  const measured = figures['percent']?.median;
  if (measured === undefined) return [];
  const text = `${name}: time outside nmap, median in % of nmap's own, at most ${PERCENT}`;
  return [{ text, measured, met: measured <= PERCENT }];
};

const repeat = async (
  name: string,
  targets: string,
  rounds: number,
  scanner: Scanner,
  { say }: Stage,
): Promise<Row> => {
  const scans: Scanned[] = [];
  while (scans.length < rounds) {
    const scanned = await scanOnce(scanner, targets);
    scans.push(scanned);
    const [total, inside] = [scanned.totalMs, scanned.nmapMs].map((ms) => (ms / 1000).toFixed(2));
    say(`${name}: scan ${scans.length}: ${total ?? ''} s, ${inside ?? ''} s of it in nmap`);
  }
  return rowOf(name, scans);
};

const measureBoth = async (scanner: Scanner, rounds: number, stage: Stage): Promise<readonly Row[]> => {
  const quiet = await repeat(`${THIS_HOST}, as this machine is`, THIS_HOST, rounds, scanner, stage);
  const web = await openWebHost();
  try {
    return [quiet, await repeat(`${WEB_HOST}, with a web server`, WEB_HOST, rounds, scanner, stage)];
  } finally {
    web.stop();
  }
};

/** What a scan of this machine costs beyond nmap: command, server, store and report together. */
export const scan = async (settings: Settings, stage: Stage): Promise<BenchReport> => {
  const { signal } = stage;
  const machine = describeMachine();
  const rounds = settings.rounds ?? ROUNDS;
  const folder = mkdtempSync(join(tmpdir(), 'openguard-bench-'));
  try {
    const bin = join(folder, 'bin');
    mkdirSync(bin);
    const nmap = timeNmap(bin);
    const account = { user: 'bench', password: randomBytes(18).toString('base64url') };
    const env = { ...process.env, PATH: nmap.path, OPENGUARD_HOME: join(folder, 'home') };
    const data = join(folder, 'data');
    const server = await startServer({ data, account, targets: `${THIS_HOST},${WEB_HOST}`, env, signal });
    try {
      const scanner = { nmap, url: server.url, account, env, signal };
      const rows = await measureBoth(scanner, rounds, stage);
      return {
        bench: 'scan',
        at: new Date().toISOString(),
        machine,
        subject: 'openguard scan --save --json against openguard-server',
        rounds,
        columns: COLUMNS,
        rows,
        targets: rows.flatMap(targetOf),
        notes: [
          nmap.version,
          'the script that takes the time of nmap counts as outside: some milliseconds a process',
          'what listens on a machine decides how long nmap takes, and so the share',
        ],
      };
    } finally {
      await server.stop();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};
