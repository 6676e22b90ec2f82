import { size, type AddressSet } from '@openguard/targets';
import { hostname } from 'node:os';
import type { EngineEvent, EngineRequest, ScanEngine } from '../engine.js';
import { PROFILES } from '../profile.js';
import { admit } from '../request.js';
import { planBatches } from './batch.js';
import { inspectNmap, type Installation } from './nmap-installation.js';
import type { Listener } from './own-addresses.js';
import { detectPrivilege } from './privilege.js';
import { scanBatch } from './scan-batch.js';

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
  /** How many hosts one run of nmap looks at; 16 by default. */
  readonly batchSize?: number;
  /** How many addresses a part of a scan has; 64 by default. */
  readonly hostsPerBatch?: number;
  /** After how many seconds a host is given up; as the profile says by default. */
  readonly hostTimeoutSeconds?: number;
}

const BATCH_SIZE = 16;
/** Four runs: fewer parts cost less, and more of them share the work and lose less with a worker. */
const HOSTS_PER_BATCH = 64;
/**
 * The scan engine that runs nmap: real scans, with whatever rights this process has. One nmap runs at a
 * time, over at most `batchSize` hosts.
 */
export const createNmapEngine = (options: NmapEngineOptions): ScanEngine => {
  const {
    scope,
    nmapPath: path = 'nmap',
    batchSize = BATCH_SIZE,
    hostTimeoutSeconds,
    hostsPerBatch = HOSTS_PER_BATCH,
  } = options;
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

  async function* scan(
    request: EngineRequest,
    signal: AbortSignal,
  ): AsyncGenerator<EngineEvent, void, undefined> {
    const profile = admit(request, scope);
    const { scripts: installed } = await installation();
    const privileged = options.privileged ?? detectPrivilege();
    const settings = {
      path,
      profile,
      privileged,
      installed,
      hostSeconds: hostTimeoutSeconds ?? profile.hostSeconds,
    };
    const plan = planBatches(request.targets, batchSize, options.ownListener?.());
    let hosts = 0;
    for (const batch of plan.batches()) {
      const share = size(batch.addresses);
      for await (const event of scanBatch(batch, settings, signal)) {
        yield event.kind === 'progress'
          ? { kind: 'progress', done: (hosts + event.done * share) / plan.hosts }
          : event;
      }
      hosts += share;
      yield { kind: 'progress', done: hosts / plan.hosts };
    }
  }

  return {
    simulated: false,
    hostsPerBatch,
    profiles: PROFILES.map(({ name }) => name),
    describe: async () => `nmap ${(await installation()).version} on ${hostname()}`,
    scan,
  };
};
