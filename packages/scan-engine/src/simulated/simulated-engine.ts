import { setImmediate } from 'node:timers/promises';
import { contains, difference, setOf, type AddressSet } from '@openguard/targets';
import type { EngineEvent, EngineRequest, ScanEngine } from '../engine.js';
import { admit, cancelled } from '../request.js';
import { PROFILES } from '../profile.js';
import type { Estate } from './estate.js';
import { pause } from '../pause.js';
import { simulatedHost } from './simulated-host.js';

/** What a simulated engine tells. */
export interface SimulatedEngineOptions {
  readonly estate: Estate;
  /** Decides everything that the estate leaves open. */
  readonly seed: number;
  /** The time of the simulation, in milliseconds since 1970; read once at the start of each scan. */
  readonly clock: () => number;
  /** The addresses that may ever be asked for, as for a real engine. */
  readonly scope: AddressSet;
  /** How long each host takes, in milliseconds; no time unless told. */
  readonly hostMs?: number;
  /** How many addresses a part of a scan has; 16 unless told. */
  readonly hostsPerBatch?: number;
}

const HOSTS_PER_BATCH = 16;

/**
 * The scan engine of an estate that does not exist: nothing is sent to anyone. What it tells depends on
 * estate, seed, clock and request alone, byte for byte. Addresses that the estate does not hold are not
 * alive.
 */
export const createSimulatedEngine = (options: SimulatedEngineOptions): ScanEngine => {
  const { estate, seed, clock, scope, hostMs, hostsPerBatch = HOSTS_PER_BATCH } = options;
  const hosts = [...estate.hosts].sort((a, b) => a.address - b.address);

  async function* scan(
    { targets, profile: name }: EngineRequest,
    signal: AbortSignal,
  ): AsyncGenerator<EngineEvent, void, undefined> {
    const profile = admit({ targets, profile: name }, scope);
    const time = clock();
    const alive = hosts.filter(({ address }) => contains(targets, address));
    for (const [index, host] of alive.entries()) {
      // A turn for others, so that a scan of many hosts can be stopped.
      await (hostMs === undefined ? setImmediate() : pause(hostMs, signal));
      if (signal.aborted) throw cancelled();
      yield { kind: 'host', host: simulatedHost(host, profile, time, seed) };
      yield { kind: 'progress', done: (index + 1) / alive.length };
    }
    if (signal.aborted) throw cancelled();
    const addresses = difference(targets, setOf(alive.map(({ address }) => address)));
    if (addresses.length > 0) yield { kind: 'not-alive', addresses };
    yield { kind: 'progress', done: 1 };
  }

  return {
    simulated: true,
    hostsPerBatch,
    profiles: PROFILES.map((profile) => profile.name),
    describe: () => Promise.resolve(`simulated estate "${estate.name}"`),
    scan,
  };
};
