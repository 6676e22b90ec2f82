import { OpenGuardError } from '@openguard/errors';
import type { CoverageGap } from '@openguard/model';
import {
  addressesOf,
  difference,
  formatAddressSet,
  normalise,
  type Address,
  type AddressSet,
} from '@openguard/targets';
import type { EngineEvent } from '../engine.js';
import type { Profile } from '../profile.js';
import { selectScripts } from '../scripts/selection.js';
import type { Batch } from './batch.js';
import type { Host } from './document.js';
import { addressOf, openPortsOf } from './host-facts.js';
import { hostReport } from './host-report.js';
import { fingerprints, forcedArguments, scanArguments } from './nmap-arguments.js';
import { progressMeter } from './progress.js';
import { runNmap } from './run-nmap.js';
import { silentScripts } from './script-facts.js';
import { secondLookAt, untestedWeb, withSecondLook, type SecondLook } from './second-look.js';

/** How the runs of a scan are made. */
export interface Settings {
  readonly path: string;
  readonly profile: Profile;
  readonly privileged: boolean;
  /** The scripts that this nmap has. */
  readonly installed: ReadonlySet<string>;
  readonly hostSeconds: number;
}

/** A host, and what could not be tested on it. */
interface Seen {
  readonly host: Host;
  readonly untested: readonly CoverageGap[];
}

/** A host with web servers that have to be looked at again. */
interface Held extends Seen {
  readonly look: SecondLook;
}

const setOf = (addresses: readonly Address[]): AddressSet =>
  normalise(addresses.map((address) => ({ first: address, last: address })));

const silentAbout = (addresses: AddressSet): OpenGuardError =>
  new OpenGuardError('OG_ENGINE_OUTPUT', `nmap says nothing about ${formatAddressSet(addresses)}.`);

const lookAgain = async (
  { host, untested, look }: Held,
  settings: Settings,
  signal: AbortSignal,
): Promise<Seen> => {
  let seen: Host | undefined;
  let cut = false;
  for await (const event of runNmap(settings.path, forcedArguments({ ...settings, ...look }), signal)) {
    if (event.kind === 'host') seen = event.host;
    if (event.kind === 'scripts') cut ||= event.seconds >= settings.profile.scriptSeconds;
  }
  const both = withSecondLook(host, look, seen);
  if (seen === undefined || seen.timedOut === 'true') {
    return { host: both, untested: [...untested, ...untestedWeb(look)] };
  }
  const ports = openPortsOf(both).filter(({ number }) => look.ports.includes(number));
  return { host: both, untested: [...untested, ...(cut ? silentScripts(both, ports, look.scripts) : [])] };
};

/**
 * Scans one batch: runs nmap over it, and again over web servers that nmap did not know. Tells a host as
 * soon as nothing more can be learned of it, and rejects only after every host that is done was told.
 * Progress is the share of the batch that is done.
 */
export async function* scanBatch(
  batch: Batch,
  settings: Settings,
  signal: AbortSignal,
): AsyncGenerator<EngineEvent, void, undefined> {
  const { profile, privileged, installed, hostSeconds } = settings;
  const { loopback, ownPort } = batch;
  const selection = selectScripts({
    profile,
    installed,
    fingerprints: fingerprints({ privileged, loopback }),
  });
  const measure = progressMeter();
  let tcp = '';
  let cut = false;
  const told: Address[] = [];
  const down: Address[] = [];
  const held: Held[] = [];

  const report = ({ host, untested }: Seen): EngineEvent => {
    const asked = {
      profile,
      privileged,
      loopback,
      selection,
      tcp,
      untested,
      ...(ownPort === undefined ? {} : { ownPort }),
    };
    return { kind: 'host', host: hostReport(host, asked, hostSeconds) };
  };
  const run = {
    ...settings,
    addresses: [...addressesOf(batch.addresses)],
    scripts: selection.scripts,
    loopback,
    ...(ownPort === undefined ? {} : { excludedPort: ownPort }),
  };
  try {
    for await (const event of runNmap(settings.path, scanArguments(run), signal)) {
      if (event.kind === 'ports') ({ tcp } = event);
      if (event.kind === 'scripts') cut ||= event.seconds >= profile.scriptSeconds;
      if (event.kind === 'phase') yield { kind: 'progress', done: measure(event.task, event.percent) };
      if (event.kind !== 'host') continue;
      const { host } = event;
      const address = addressOf(host);
      if (address === undefined) continue;
      told.push(address);
      if (host.status.state !== 'up') {
        down.push(address);
        continue;
      }
      const untested = cut ? silentScripts(host, openPortsOf(host), selection.scripts) : [];
      const look = secondLookAt(host, selection.scripts);
      if (look === undefined) yield report({ host, untested });
      else held.push({ host, untested, look });
    }
    for (let next = held[0]; next !== undefined; next = held[0]) {
      const seen = await lookAgain(next, settings, signal);
      held.shift();
      yield report(seen);
    }
  } catch (error) {
    // Whatever ended the scan: what is known of a host by then stands.
    for (const { host, untested, look } of held) {
      yield report({ host, untested: [...untested, ...untestedWeb(look)] });
    }
    throw error;
  }
  if (down.length > 0) yield { kind: 'not-alive', addresses: setOf(down) };
  const missing = difference(batch.addresses, setOf(told));
  if (missing.length > 0) throw silentAbout(missing);
}
