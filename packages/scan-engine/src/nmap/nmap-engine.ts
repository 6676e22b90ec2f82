import { batchesOf, difference, isSubset, LOOPBACK, type AddressSet } from '@openguard/targets';
import { hostname } from 'node:os';
import type { EngineEvent, EngineRequest, Reserve, ScanEngine } from '../engine.js';
import { createExperience } from '../forecast/experience.js';
import { createScanForecast, type ScanForecast } from '../forecast/scan-forecast.js';
import { createGate } from '../gate.js';
import { merged } from '../merged.js';
import { profilesFor } from '../profile.js';
import { admit } from '../request.js';
import { ticking } from '../ticking.js';
import { planBatches } from './batch.js';
import { discover, timestampRepliers } from './discover.js';
import { createInspector } from './nmap-installation.js';
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
  /** Whether there is a profile with checks that hold connections for minutes or write to a vulnerable host; not by default. */
  readonly intrusive?: boolean;
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
/** How often a scan says how far it is. */
const TICK_MS = 1000;
/** A run that takes longer than its hosts may, and this on top, is stopped. */
const SLACK_SECONDS = 900;

/** What goes along with a scan: what is foretold of it, its seconds so far, and how hosts are reserved for it. */
interface Course {
  readonly forecast: ScanForecast;
  readonly now: () => number;
  readonly reserve: Reserve | undefined;
}

const nobodyElse: Reserve = () => Promise.resolve(() => Promise.resolve());

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
  const profiles = profilesFor(options);
  const gate = createGate(runs);
  const experience = createExperience();
  const installation = createInspector(path);

  async function* scanAlive(
    alive: AddressSet,
    before: Omit<Settings, 'timestamps'>,
    { forecast, now, reserve = nobodyElse }: Course,
    signal: AbortSignal,
  ): AsyncGenerator<EngineEvent, void, undefined> {
    const away = difference(alive, LOOPBACK);
    const asked = before.privileged && away.length > 0;
    const timestamps = asked ? await timestampRepliers(before.program, away, signal) : undefined;
    const plan = [...planBatches(alive, batchSize, options.ownListener?.())];
    forecast.found(plan.map(({ addresses }) => addresses));
    const batches = plan.map((batch, index) => {
      const settings = {
        ...before,
        timestamps: isSubset(batch.addresses, away) ? timestamps : undefined,
      };
      return async function* (own: AbortSignal): AsyncGenerator<EngineEvent, void, undefined> {
        const leave = await gate.enter(batch.addresses, own);
        let free: (() => Promise<void>) | undefined;
        try {
          free = await reserve(batch.addresses, own);
          const begun = forecast.begin(index, now());
          const witness = {
            note: (task: string, percent: number) => {
              begun.note(task, percent, now());
            },
            looked: () => {
              begun.looked(now());
            },
          };
          yield* scanBatch(batch, settings, witness, own);
          forecast.end(index, now());
        } finally {
          await free?.();
          leave();
        }
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
    const { targets, domains = [], known: lookUp, snmp = [], reserve } = request;
    const settings = { program, profile, privileged, installed, hostSeconds, domains, lookUp, snmp };
    const began = performance.now();
    const now = (): number => (performance.now() - began) / 1000;
    const atOnce = Math.min(runs, profile.runs);
    const forecast = createScanForecast({ profile, targets, batchSize, atOnce, experience });
    const course = { forecast, now, reserve };
    const tick = (): EngineEvent => ({ kind: 'progress', ...forecast.standing(now()) });

    async function* work(own: AbortSignal): AsyncGenerator<EngineEvent, void, undefined> {
      for (const part of batchesOf(targets, DISCOVERED_AT_ONCE)) {
        forecast.seeking(part, now());
        const { alive, silent } = await discover(program, part, privileged, own);
        if (silent.length > 0) yield { kind: 'not-alive', addresses: silent };
        if (alive.length > 0) yield* scanAlive(alive, settings, course, own);
      }
    }
    yield* ticking(work, TICK_MS, tick, signal);
    yield { kind: 'progress', done: 1 };
  }

  return {
    simulated: false,
    hostsPerBatch,
    profiles: profiles.map(({ name }) => name),
    describe: async () => `nmap ${(await installation()).version} on ${hostname()}`,
    scan,
  };
};
