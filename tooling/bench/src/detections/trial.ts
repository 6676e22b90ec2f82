import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { asking, type Asking } from '../asking.js';
import { BenchFailure } from '../bench-failure.js';
import { residentKb } from '../process-usage.js';
import { runMeasured } from '../run.js';
import { startServer, UNLIMITED } from '../server.js';
import type { Place } from '../stored/place.js';
import { fillHistory, FINDINGS } from './fill-history.js';
import { pullInParallel, type Parallel } from './parallel.js';

const PAGES = 7;
const SAMPLED_MS = 100;
const DETECTIONS = '/api/2.0/fo/asset/host/vm/detection/?action=list';
const SERVE = ['--engine', 'simulated', '--log-level', 'warn', ...UNLIMITED, '--limit', 'api-calls=0'];

const PULL = fileURLToPath(new URL('./pull-main.js', import.meta.url));
const DECODE = fileURLToPath(new URL('./decode-main.js', import.meta.url));

/** What pulling the detections of so many hosts took. */
export interface Figures extends Parallel {
  readonly hosts: number;
  readonly megabytes: number;
  /** Until the first host of a page of 1,000 was there, in ms. */
  readonly firstMs: readonly number[];
  readonly pullSeconds: number;
  readonly pullCpuMs: number;
  /** Of reading the file while the server answers somebody else, as it answers who pulls. */
  readonly decodeCpuMs: number;
  /** Of reading the file while nothing else is done. */
  readonly aloneCpuMs: number;
  readonly clientMb: number;
  readonly serverMb: number;
}

/** The most memory that a process has while something is done, in MB; a log-in hashes for a moment, before that. */
const mostDuring = async <A>(pid: number, work: () => Promise<A>): Promise<readonly [A, number]> => {
  let most = residentKb(pid);
  const timer = setInterval(() => (most = Math.max(most, residentKb(pid))), SAMPLED_MS);
  try {
    return [await work(), (most * 1024) / 1e6];
  } finally {
    clearInterval(timer);
  }
};

/**
 * Does something while the server answers pages of 1,000 hosts to somebody who keeps nothing of them. What shares a
 * machine with a server that works takes more processor time than alone, whoever it is.
 */
const besideServer = async <A>(asker: Asking, hosts: number, work: () => Promise<A>): Promise<A> => {
  const over = new AbortController();
  const keepBusy = async (): Promise<void> => {
    for (let from = 1; !over.signal.aborted; from = from + 1000 > hosts ? 1 : from + 1000)
      await asker.count(`${DETECTIONS}&truncation_limit=1000&id_min=${from}`);
  };
  const busy = keepBusy();
  try {
    return await work();
  } finally {
    over.abort();
    await busy;
  }
};

/** Pulls the detections of so many hosts from a new server, and reads the same from a file. */
export const measure = async (place: Place, hosts: number, signal: AbortSignal): Promise<Figures> => {
  const folder = mkdtempSync(join(tmpdir(), 'openguard-bench-'));
  const fresh = await place.fresh();
  try {
    const account = { user: 'bench', password: randomBytes(18).toString('base64url') };
    const env = {
      ...fresh.env,
      ...{ OPENGUARD_HOME: join(folder, 'home'), OPENGUARD_USER: account.user },
      OPENGUARD_PASSWORD: account.password,
    };
    const data = join(folder, 'data');
    const prepare = async (): Promise<void> => {
      const store = await fresh.open(data);
      try {
        await fillHistory(store, account.user, hosts);
      } finally {
        await store.close();
      }
    };
    const server = await startServer({
      ...{ data, account, targets: '127.0.0.0/8', env, signal, serve: SERVE, prepare },
      ...(fresh.database === undefined ? {} : { database: fresh.database }),
    });
    const asker = asking(new URL(server.url), account);
    try {
      const firstMs: number[] = [];
      for (let page = 0; page < PAGES; page += 1) {
        const from = 1 + Math.floor((hosts / PAGES) * page);
        firstMs.push(await asker.first(`${DETECTIONS}&truncation_limit=1000&id_min=${from}`, '<HOST>'));
      }
      const [pulled, serverMb] = await mostDuring(server.pid, () =>
        runMeasured([PULL, server.url], { signal, env }),
      );
      const file = join(folder, 'all.xml');
      await asker.save(`${DETECTIONS}&truncation_limit=0`, file);
      const decode = () => runMeasured([DECODE, file], { signal, env });
      const alone = await decode();
      const decoded = await besideServer(asker, hosts, decode);
      const expected = `"hosts":${hosts},"findings":${hosts * FINDINGS},`;
      if (pulled.stdout !== decoded.stdout || !pulled.stdout.includes(expected))
        throw new BenchFailure(`pulled ${pulled.stdout}, decoded ${decoded.stdout}`);
      return {
        hosts,
        megabytes: statSync(file).size / 1e6,
        firstMs,
        pullSeconds: pulled.wallMs / 1000,
        pullCpuMs: pulled.cpuMs,
        decodeCpuMs: decoded.cpuMs,
        aloneCpuMs: alone.cpuMs,
        clientMb: pulled.peakRssMb,
        ...(await pullInParallel(server, account, Math.min(hosts, 20_000))),
        serverMb,
      };
    } finally {
      asker.close();
      await server.stop();
    }
  } finally {
    await fresh.close();
    rmSync(folder, { recursive: true, force: true });
  }
};
