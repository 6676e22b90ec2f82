import type { Account, JobReference, KeptJob } from '@openguard/model';
import { createLocalQueue, type BatchQueue } from '@openguard/queue';
import { createSimulatedMapEngine, DEFAULT_ESTATE, type ScanEngine } from '@openguard/scan-engine';
import { openSqliteStore, type Store } from '@openguard/storage';
import { LOOPBACK } from '@openguard/targets';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { onTestFinished } from 'vitest';
import { createJobs, createMaps, createScans, type Jobs, type JobsOptions } from '../src/index.js';
import { scriptedEngine, type Script } from './scripted-engine.js';

/** The time that records carry. */
export const NOW = Date.UTC(2020, 0, 2, 3, 4, 5);

/** Ann, who owns what most tests look at. */
export const ANN: Account = {
  name: 'ann',
  role: 'user',
  targets: '127.0.0.0/24,192.0.2.1',
  domain: 'mill.example,weir.example',
  passwordHash: 'x',
  createdAt: 0,
};

/** Waits until something holds. */
export const until = async (holds: () => boolean | Promise<boolean>, withinMs = 10_000): Promise<void> => {
  for (const end = Date.now() + withinMs; !(await holds()); await delay(5)) {
    if (Date.now() > end) throw new Error(`waited ${withinMs} ms in vain`);
  }
};

/** A store of its own for a test, with Ann in it. */
export const freshStore = async (): Promise<Store> => {
  const directory = await mkdtemp(join(tmpdir(), 'openguard-service-'));
  const store = await openSqliteStore({ directory, simulated: false });
  await store.addAccount(ANN);
  onTestFinished(async () => {
    await store.close();
    await rm(directory, { recursive: true });
  });
  return store;
};

/** What a process of a server has. */
export interface House {
  readonly store: Store;
  readonly queue: BatchQueue;
  readonly jobs: Jobs;
  readonly scans: ReturnType<typeof createScans>;
  readonly maps: ReturnType<typeof createMaps>;
  readonly surprises: unknown[];
  readonly log: string[];
}

/** How a house differs from the usual one. */
export interface HouseOptions extends Partial<
  Pick<JobsOptions, 'engine' | 'mapEngine' | 'graceMs' | 'now' | 'scope' | 'tickets' | 'sealing'>
> {
  readonly store?: Store;
  readonly script?: Script;
  readonly width?: number;
  /** The time that records carry. */
  readonly clock?: () => number;
}

/** Puts a process together on a store, and lets it work. */
export const openHouse = async (options: HouseOptions = {}): Promise<House> => {
  const { store = await freshStore(), script = [], width = 2, clock = () => NOW, ...rest } = options;
  const surprises: unknown[] = [];
  const log: string[] = [];
  const unexpected = (error: unknown): void => void surprises.push(error);
  const queue = createLocalQueue({ unexpected });
  const engine: ScanEngine = options.engine ?? scriptedEngine(script);
  const common = { store, scope: LOOPBACK, clock, unexpected };
  const mapEngine = options.mapEngine ?? createSimulatedMapEngine({ ...common, estate: DEFAULT_ESTATE });
  const jobs = createJobs({
    ...common,
    now: Date.now,
    ...rest,
    queue,
    engine,
    mapEngine,
    log: (line) => log.push(line),
  });
  if (width > 0) jobs.work(width);
  onTestFinished(() => jobs.stop(1000));
  const scans = createScans({ ...common, engine, jobs });
  const maps = createMaps({ ...common, engine: mapEngine, jobs });
  return { store, queue, jobs, scans, maps, surprises, log };
};

/** What a job came to; a refusal is a failure of the test. */
export const ended = async <A extends KeptJob>(
  started:
    | { readonly done: Promise<A | { readonly number: number; readonly text: string }> }
    | { readonly text: string },
): Promise<A> => {
  if (!('done' in started)) throw new Error(started.text);
  const outcome = await started.done;
  if ('number' in outcome) throw new Error(outcome.text);
  return outcome;
};

/** The addresses of the hosts that are stored for a job. */
export const ips = async (store: Store, ref: JobReference): Promise<readonly string[]> => {
  const found: string[] = [];
  const hosts = ref.startsWith('map/') ? store.mapHostsOf(ref as never) : store.hostsOf(ref as never);
  for await (const { ip } of hosts) found.push(ip);
  return found;
};
