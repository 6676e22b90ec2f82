import type { CoverageGap } from '@openguard/model';
import { addressesOf, contains, difference, setOf, type Address, type AddressSet } from '@openguard/targets';
import type { EngineEvent } from '../engine.js';
import type { KnownLookup } from '../known.js';
import type { Profile } from '../profile.js';
import { selectScripts } from '../scripts/selection.js';
import type { Batch } from './batch.js';
import type { Host } from './document.js';
import { addressOf, ipOf, openPortsOf } from './host-facts.js';
import { hostReport } from './host-report.js';
import {
  asksProtocols,
  asksUdp,
  fingerprints,
  forcedArguments,
  protocolArguments,
  scanArguments,
  udpArguments,
} from './nmap-arguments.js';
import { runProbes, type Probed } from '../probe/run-probes.js';
import { askAgents } from '../snmp/ask-snmp.js';
import type { SnmpAccess } from '../snmp/snmp-access.js';
import { createGate } from '../gate.js';
import { merged } from '../merged.js';
import { knownFacts } from './known-facts.js';
import { runNmap, type Program } from './run-nmap.js';
import { silentScripts } from './script-facts.js';
import { withTftpServers } from './tftp-answer.js';
import { secondLookAt, untestedWeb, withSecondLook, type SecondLook } from './second-look.js';
import { acceptsConnection, goneSince, type Accepts } from './still-open.js';
import { refuseStranger, silentAbout } from './wrong-hosts.js';
import { runUdp, udpFault, withUdp, type UdpRun } from './udp-run.js';

/** How the runs of a scan are made. */
export interface Settings {
  readonly program: Program;
  readonly profile: Profile;
  readonly privileged: boolean;
  /** The scripts that this nmap has. */
  readonly installed: ReadonlySet<string>;
  readonly hostSeconds: number;
  /** The addresses that answered an ICMP timestamp request; `undefined` when nobody was asked. */
  readonly timestamps: AddressSet | undefined;
  readonly domains: readonly string[];
  readonly lookUp: KnownLookup | undefined;
  /** How agents are asked by SNMP. */
  readonly snmp: readonly SnmpAccess[];
  /** How it is found out whether a port still accepts connections; by one unless told. */
  readonly accepts?: Accepts;
}

/** Is told how the work on a batch goes: how far a task of nmap is, and that nmap is done with all hosts. */
export interface Witness {
  readonly note: (task: string, percent: number) => void;
  readonly looked: () => void;
}

/** A host, and what could not be tested on it. */
interface Seen {
  readonly host: Host;
  readonly untested: readonly CoverageGap[];
}

/** A host that nmap told of, and its web servers that have to be looked at again. */
interface Looked extends Seen {
  readonly look: SecondLook | undefined;
}

/** Hosts that are looked at again at a time. */
const LOOKS_AT_ONCE = 2;

const lookAgain = async (
  { host, untested, look }: Seen & { readonly look: SecondLook },
  settings: Settings,
  signal: AbortSignal,
): Promise<Seen> => {
  let seen: Host | undefined;
  let cut = false;
  for await (const event of runNmap(settings.program, forcedArguments({ ...settings, ...look }), signal)) {
    if (event.kind === 'host') seen = event.host;
    if (event.kind === 'scripts') cut ||= event.seconds >= settings.profile.scriptSeconds;
  }
  const both = withSecondLook(host, look, seen);
  if (seen === undefined || seen.timedOut === 'true') {
    return { host: both, untested: [...untested, ...untestedWeb(look)] };
  }
  const ports = openPortsOf(both).filter(
    ({ protocol, number }) => protocol === 'tcp' && look.ports.includes(number),
  );
  return { host: both, untested: [...untested, ...(cut ? silentScripts(both, ports, look.scripts) : [])] };
};

const NOT_PROBED: Probed = { seen: [], gaps: [] };
const NO_UDP: UdpRun = { ports: '', hosts: new Map() };

/**
 * Scans the hosts of one batch, which are known to be there: runs nmap over their TCP ports, at the same time over
 * their UDP ports, and again over web servers that nmap did not know. Tells a host as soon as nothing more can be
 * learned of it, and rejects only after every host that is done was told.
 */
export async function* scanBatch(
  batch: Batch,
  settings: Settings,
  witness: Witness,
  signal: AbortSignal,
): AsyncGenerator<EngineEvent, void, undefined> {
  const { program, profile, privileged, installed, hostSeconds, timestamps, domains, lookUp, snmp } =
    settings;
  const { accepts = acceptsConnection } = settings;
  const { loopback, ownPort } = batch;
  const selection = selectScripts({
    profile,
    installed,
    fingerprints: fingerprints({ privileged, loopback }),
    privileged,
  });
  let tcp = '';
  let cut = false;
  const told: Address[] = [];
  const left = new AbortController();
  const run = {
    ...settings,
    addresses: [...addressesOf(batch.addresses)],
    scripts: selection.scripts,
    loopback,
    ...(ownPort === undefined ? {} : { excludedPort: ownPort }),
  };
  const leaving = AbortSignal.any([signal, left.signal]);
  const udp = asksUdp(run)
    ? runUdp(
        program,
        udpArguments({ ...run, scripts: selection.udpScripts }),
        profile.scriptSeconds,
        leaving,
      ).then((told) => withTftpServers(told, leaving))
    : Promise.resolve(NO_UDP);

  const protocols = asksProtocols(run)
    ? runUdp(program, protocolArguments(run), Infinity, leaving)
    : Promise.resolve(undefined);

  const report = async ({ host, untested }: Seen): Promise<EngineEvent> => {
    const overUdp = await udp;
    const address = addressOf(host);
    const overIp = await protocols;
    const whole = withUdp(host, address === undefined ? undefined : overUdp.hosts.get(address));
    const probed = whole.timedOut === 'true' ? NOT_PROBED : await runProbes(whole, domains, signal);
    const accesses =
      address === undefined || whole.timedOut === 'true'
        ? []
        : snmp.filter(({ addresses }) => contains(addresses, address));
    const agents = await askAgents(ipOf(whole), accesses, settings, signal);
    const fault = udpFault(overUdp, address);
    const overUdpPorts = openPortsOf(whole).filter(({ protocol }) => protocol === 'udp');
    const cutUdp = overUdp.cut === true ? silentScripts(whole, overUdpPorts, selection.udpScripts) : [];
    const gone = whole.timedOut === 'true' ? [] : await goneSince(whole, accepts, signal);
    const protocolHost = address === undefined ? undefined : overIp?.hosts.get(address);
    const circumstances = {
      profile,
      privileged,
      loopback,
      selection,
      tcp,
      udp: fault === undefined ? overUdp.ports : '',
      ...(fault === undefined ? {} : { udpFault: fault }),
      ...(overIp?.failure !== undefined || protocolHost?.timedOut === 'true'
        ? {}
        : { protocols: protocolHost }),
      probed: [...probed.seen, ...agents.seen],
      snmpAsked: accesses.length > 0,
      known: await knownFacts(whole, lookUp),
      untested: [...untested, ...cutUdp, ...probed.gaps, ...agents.gaps, ...gone],
      ...(timestamps === undefined || address === undefined
        ? {}
        : { timestamp: contains(timestamps, address) }),
      ...(ownPort === undefined ? {} : { ownPort }),
    };
    return { kind: 'host', host: hostReport(whole, circumstances, hostSeconds) };
  };
  const looks = createGate(LOOKS_AT_ONCE);
  const again = async (one: Seen & { readonly look: SecondLook }, own: AbortSignal): Promise<Seen> => {
    const leave = await looks.enter([], own);
    try {
      return await lookAgain(one, settings, own);
    } finally {
      leave();
    }
  };
  const reporting = ({ host, untested, look }: Looked) =>
    async function* (own: AbortSignal): AsyncGenerator<EngineEvent, void, undefined> {
      if (look === undefined) return yield await report({ host, untested });
      const without = { host, untested: [...untested, ...untestedWeb(look)] };
      try {
        yield await report(await again({ host, untested, look }, own));
      } catch (error) {
        yield await report(without);
        throw error;
      }
    };
  // Something is told of every host at once, since only then is what reports it begun.
  const sources: ((own: AbortSignal) => AsyncGenerator<EngineEvent | undefined, void, undefined>)[] = [
    async function* (own) {
      try {
        for await (const event of runNmap(program, scanArguments(run), own)) {
          if (event.kind === 'ports' && event.protocol === 'tcp') tcp = event.ports;
          if (event.kind === 'scripts') cut ||= event.seconds >= profile.scriptSeconds;
          if (event.kind === 'phase') witness.note(event.task, event.percent);
          const address = event.kind === 'host' ? addressOf(event.host) : undefined;
          if (event.kind !== 'host' || address === undefined) continue;
          const { host } = event;
          refuseStranger(batch.addresses, address);
          told.push(address);
          const untested = cut ? silentScripts(host, openPortsOf(host), selection.scripts) : [];
          sources.push(reporting({ host, untested, look: secondLookAt(host, selection.scripts) }));
          yield undefined;
        }
        witness.looked();
      } catch (error) {
        // Whatever ended the run: what is known of a host by then stands, and is not waited for.
        left.abort();
        throw error;
      }
    },
  ];
  try {
    for await (const event of merged(sources, Infinity, signal)) if (event !== undefined) yield event;
  } finally {
    left.abort();
    await Promise.all([udp, protocols]);
  }
  const missing = difference(batch.addresses, setOf(told));
  if (missing.length > 0) throw silentAbout(missing);
}
