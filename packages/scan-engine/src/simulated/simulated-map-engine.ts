import { setImmediate } from 'node:timers/promises';
import { difference, intersection, setOf, union, type AddressSet } from '@openguard/targets';
import type { EngineMapRequest, MapEngine, MapEvent } from '../map-engine.js';
import { PROFILES } from '../profile.js';
import { admit, cancelled } from '../request.js';
import type { EstateHost } from './estate.js';
import { pause } from '../pause.js';
import type { SimulatedEngineOptions } from './simulated-engine.js';
import { simulatedMap } from './simulated-map.js';

const addressesOf = (hosts: readonly EstateHost[]): AddressSet => setOf(hosts.map(({ address }) => address));

const isIn =
  (domain: string | undefined) =>
  ({ name }: EstateHost): boolean => {
    const own = name?.toLowerCase();
    return domain !== undefined && own !== undefined && (own === domain || own.endsWith(`.${domain}`));
  };

/**
 * The map engine of an estate that does not exist: nothing is sent to anyone. A domain resolves to the hosts
 * whose names lie in it. What it tells depends on estate, clock and request alone, byte for byte; every profile
 * maps alike.
 */
export const createSimulatedMapEngine = (
  options: Omit<SimulatedEngineOptions, 'seed' | 'hostsPerBatch'>,
): MapEngine => {
  const { estate, clock, scope, hostMs } = options;

  async function* map(
    { domain, netblock, allowed, profile }: EngineMapRequest,
    signal: AbortSignal,
  ): AsyncGenerator<MapEvent, void, undefined> {
    admit({ targets: netblock, profile }, scope);
    const permitted = intersection(allowed, scope);
    const resolved = addressesOf(estate.hosts.filter(isIn(domain)));
    const asked = intersection(union(resolved, netblock), permitted);
    const hosts = simulatedMap(estate, { asked, permitted, time: clock() });
    for (const [index, host] of hosts.entries()) {
      // A turn for others, so that a map of many hosts can be stopped.
      await (hostMs === undefined ? setImmediate() : pause(hostMs, signal));
      if (signal.aborted) throw cancelled();
      yield { kind: 'host', host };
      yield { kind: 'progress', done: (index + 1) / hosts.length };
    }
    if (signal.aborted) throw cancelled();
    const leftOut = difference(resolved, permitted);
    if (leftOut.length > 0) yield { kind: 'left-out', addresses: leftOut };
    yield { kind: 'progress', done: 1 };
  }

  return {
    simulated: true,
    profiles: PROFILES.map(({ name }) => name),
    describe: () => Promise.resolve(`simulated estate "${estate.name}"`),
    map,
  };
};
