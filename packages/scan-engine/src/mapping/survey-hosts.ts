import {
  addressesOf,
  batchesOf,
  difference,
  intersection,
  isSubset,
  LOOPBACK,
  setOf,
  size,
  type Address,
  type AddressSet,
} from '@openguard/targets';
import type { Host } from '../nmap/document.js';
import { addressOf } from '../nmap/host-facts.js';
import { runNmap, type Program } from '../nmap/run-nmap.js';
import { refuseStranger, silentAbout } from '../nmap/wrong-hosts.js';
import type { Profile } from '../profile.js';
import { surveyArguments, traceArguments, type MapRun } from './map-arguments.js';
import type { Sighting } from './map-hosts.js';
import { routeOf, type Route } from './route.js';

/** How hosts are looked at for a map. */
export interface SurveySettings {
  readonly path: string;
  readonly profile: Profile;
  readonly privileged: boolean;
  /** How often the way to each host is traced: more often than once where ways may change. */
  readonly traces: number;
  readonly hostSeconds: number;
}

/** How many addresses one run of nmap looks at. */
const BATCH_SIZE = 64;
/** nmap looks at the hosts of a batch side by side, in a few rounds at most. */
const BATCH_ROUNDS = 4;

async function* hostsOf(
  program: Program,
  args: readonly string[],
  signal: AbortSignal,
): AsyncGenerator<readonly [Address, Host], void, undefined> {
  for await (const event of runNmap(program, args, signal)) {
    if (event.kind !== 'host') continue;
    const address = addressOf(event.host);
    if (address !== undefined) yield [address, event.host];
  }
}

/** What was found out about addresses that answered, while they are looked at. */
class Draft {
  readonly #routes: Route[] | undefined;
  readonly #host: Host;

  constructor(host: Host, traced: boolean) {
    this.#host = host;
    this.#routes = traced ? [] : undefined;
    this.addRoute(host);
  }

  addRoute(host: Host): void {
    const route = routeOf(host);
    if (route !== undefined) this.#routes?.push(route);
  }

  sighting(address: Address): Sighting {
    return {
      address,
      host: this.#host,
      ...(this.#routes === undefined ? {} : { routes: this.#routes }),
    };
  }
}

async function* surveyBatch(
  batch: AddressSet,
  settings: SurveySettings,
  signal: AbortSignal,
): AsyncGenerator<Sighting, void, undefined> {
  const { path, privileged, traces, hostSeconds } = settings;
  const traced = privileged && !isSubset(batch, LOOPBACK);
  const run: MapRun = { ...settings, traces: traced, addresses: [...addressesOf(batch)] };
  const program = { path, seconds: hostSeconds * BATCH_ROUNDS };
  const told: Address[] = [];
  const drafts = new Map<Address, Draft>();
  try {
    for await (const [address, host] of hostsOf(program, surveyArguments(run), signal)) {
      refuseStranger(batch, address);
      told.push(address);
      if (host.status.state === 'up') drafts.set(address, new Draft(host, traced));
    }
    const again = { ...run, addresses: [...drafts.keys()] };
    for (let trace = 1; traced && drafts.size > 0 && trace < traces; trace += 1) {
      for await (const [address, host] of hostsOf(program, traceArguments(again), signal)) {
        drafts.get(address)?.addRoute(host);
      }
    }
  } catch (error) {
    // Whatever ended it: what is known by then stands.
    for (const [address, draft] of drafts) yield draft.sighting(address);
    throw error;
  }
  for (const [address, draft] of drafts) yield draft.sighting(address);
  const missing = difference(batch, setOf(told));
  if (missing.length > 0) throw silentAbout(missing);
}

/** What a survey tells: a host that answered, or how far it is, 0 to 1. */
export type SurveyEvent = Sighting | number;

/**
 * Looks at addresses for a map, and tells those that answer. Rejects as a scan does, after what was found by then
 * was told.
 */
export async function* surveyHosts(
  addresses: AddressSet,
  settings: SurveySettings,
  signal: AbortSignal,
): AsyncGenerator<SurveyEvent, void, undefined> {
  // Loopback apart: nothing is traced there.
  const parts = [
    ...batchesOf(difference(addresses, LOOPBACK), BATCH_SIZE),
    ...batchesOf(intersection(addresses, LOOPBACK), BATCH_SIZE),
  ];
  let done = 0;
  for (const part of parts) {
    yield* surveyBatch(part, settings, signal);
    done += size(part);
    yield done / size(addresses);
  }
}
