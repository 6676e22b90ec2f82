import { batchesOf, difference, isSubset, LOOPBACK, size, type AddressSet } from '@openguard/targets';
import { hostname } from 'node:os';
import type { EngineEvent, EngineRequest, ScanEngine } from '../engine.js';
import { createGate } from '../gate.js';
import { merged } from '../merged.js';
import { ALL_PROFILES, PROFILES } from '../profile.js';
import { admit } from '../request.js';
import { planBatches, type Batch } from './batch.js';
import { discover, timestampRepliers } from './discover.js';
import { inspectNmap, type Installation } from './nmap-installation.js';
import type { Listener } from './own-addresses.js';
import { detectPrivilege } from './privilege.js';
import { scanBatch, type Settings } from './scan-batch.js';

/** What an nmap engine may do, and how. */
export interface NmapEngineOptions {
  /** The addresses that may ever be scanned, whoever asks. */
  readonly scope: AddressSet;
  /** The program; `nmap` of the PATH by default. */
  readonly nmapPath?: string;
  /** Where our own server listens at the moment; that port is left out of scans of this host. */
  readonly ownListener?: () => Listener | undefined;
  /** Whether nmap may use raw sockets; found out by default. */
  readonly privileged?: boolean;
  /** How many hosts one run of nmap looks at; 8 by default. */
  readonly batchSize?: number;
  /** How many batches are scanned at a time, by all scans together; 4 by default. */
  readonly runs?: number;
  /** Whether there is a profile that asks others about the hosts, such as registries; not by default. */
  readonly external?: boolean;
  /** How many addresses a part of a scan has; 256 by default. */
  readonly hostsPerBatch?: number;
  /** After how many seconds a host is given up; as the profile says by default. */
  readonly hostTimeoutSeconds?: number;
}

const BATCH_SIZE = 8;
const RUNS = 4;
/** As many addresses as one discovery asks: nmap waits for silent ones all at once. */
const DISCOVERED_AT_ONCE = 256;
/** So that nobody waits for the silent addresses of a network more than once; those that answer are scanned in batches. */
const HOSTS_PER_BATCH = DISCOVERED_AT_ONCE;
/** What of the work finding out who is there counts for. */
const DISCOVERY_SHARE = 0.05;
/** A run that takes longer than its hosts may, and this on top, is stopped. */
const SLACK_SECONDS = 900;

const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);

/**
 * The scan engine that runs nmap: real scans, with whatever rights this process has. At most `runs` batches of
 * `batchSize` hosts are scanned at a time, and no host by two of them.
 */
export const createNmapEngine = (options: NmapEngineOptions): ScanEngine => {
  const {
    scope,
    nmapPath: path = 'nmap',
    batchSize = BATCH_SIZE,
    runs = RUNS,
    hostTimeoutSeconds,
    hostsPerBatch = HOSTS_PER_BATCH,
  } = options;
  const profiles = options.external === true ? ALL_PROFILES : PROFILES;
  const gate = createGate(runs);
  let known: Promise<Installation> | undefined;

  // Somebody may install nmap after a failure: only success is remembered.
  const installation = async (): Promise<Installation> => {
    known ??= inspectNmap(path);
    try {
      return await known;
    } catch (error) {
      known = undefined;
      throw error;
    }
  };

  async function* inTurn(
    batch: Batch,
    settings: Settings,
    signal: AbortSignal,
  ): AsyncGenerator<EngineEvent, void, undefined> {
    const leave = await gate.enter(batch.addresses, signal);
    try {
      yield* scanBatch(batch, settings, signal);
    } finally {
      leave();
    }
  }

  async function* scanAlive(
    alive: AddressSet,
    before: Omit<Settings, 'timestamps'>,
    signal: AbortSignal,
  ): AsyncGenerator<EngineEvent, void, undefined> {
    const away = difference(alive, LOOPBACK);
    const asked = before.privileged && away.length > 0;
    const timestamps = asked ? await timestampRepliers(before.program, away, signal) : undefined;
    const plan = planBatches(alive, batchSize, options.ownListener?.());
    const shares: number[] = [];
    const batches = [...plan.batches()].map((batch, index) => {
      const settings = {
        ...before,
        timestamps: isSubset(batch.addresses, away) ? timestamps : undefined,
      };
      return async function* (own: AbortSignal): AsyncGenerator<EngineEvent, void, undefined> {
        for await (const event of inTurn(batch, settings, own)) {
          if (event.kind !== 'progress') yield event;
          shares[index] =
            event.kind === 'progress' ? event.done * size(batch.addresses) : (shares[index] ?? 0);
          if (event.kind === 'progress') yield { kind: 'progress', done: sum(shares) / plan.hosts };
        }
        shares[index] = size(batch.addresses);
        yield { kind: 'progress', done: sum(shares) / plan.hosts };
      };
    });
    yield* merged(batches, before.profile.runs, signal);
  }

  async function* scan(
    request: EngineRequest,
    signal: AbortSignal,
  ): AsyncGenerator<EngineEvent, void, undefined> {
    const profile = admit(request, scope, profiles);
    const { scripts: installed } = await installation();
    const privileged = options.privileged ?? detectPrivilege();
    const hostSeconds = hostTimeoutSeconds ?? profile.hostSeconds;
    const program = { path, seconds: 2 * hostSeconds + SLACK_SECONDS };
    const all = size(request.targets);
    let hosts = 0;
    for (const targets of batchesOf(request.targets, DISCOVERED_AT_ONCE)) {
      const [reached, part] = [hosts / all, size(targets) / all];
      const { alive, silent } = await discover(program, targets, privileged, signal);
      if (silent.length > 0) yield { kind: 'not-alive', addresses: silent };
      yield { kind: 'progress', done: reached + part * DISCOVERY_SHARE };
      const { domains = [], known: lookUp, snmp = [] } = request;
      const settings = { program, profile, privileged, installed, hostSeconds, domains, lookUp, snmp };
      for await (const event of alive.length === 0 ? [] : scanAlive(alive, settings, signal)) {
        const done = DISCOVERY_SHARE + (1 - DISCOVERY_SHARE) * (event.kind === 'progress' ? event.done : 0);
        yield event.kind === 'progress' ? { kind: 'progress', done: reached + part * done } : event;
      }
      hosts += size(targets);
      yield { kind: 'progress', done: hosts / all };
    }
  }

  return {
    simulated: false,
    hostsPerBatch,
    profiles: profiles.map(({ name }) => name),
    describe: async () => `nmap ${(await installation()).version} on ${hostname()}`,
    scan,
  };
};
