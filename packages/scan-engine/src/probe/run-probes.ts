import type { CoverageGap } from '@openguard/model';
import type { Observation } from '../finding/finding-of.js';
import type { Host, Port } from '../nmap/document.js';
import { ipOf, openPortsOf } from '../nmap/host-facts.js';
import { isEncrypted, protocolOf } from '../nmap/port-facts.js';
import type { Probe } from './probe.js';
import { PROBES } from './probe-table.js';
import { zonesOf } from './zones.js';

/** What probes saw, and where they could not see. */
export interface Probed {
  readonly seen: readonly Observation[];
  readonly gaps: readonly CoverageGap[];
}

/** A probe ends long before this unless a service keeps it with a word now and then. */
const PATIENCE_MS = 30_000;
const AT_A_TIME = 8;

const noResult = ({ name }: Probe, why: string): string =>
  `The dialogue "${name}" came to no result: ${why.slice(0, 120)}.`;

const askOne = async (
  host: Host,
  port: Port,
  probe: Probe,
  domains: readonly string[],
  signal: AbortSignal,
): Promise<Probed> => {
  const protocol = protocolOf(port);
  const place = {
    host: ipOf(host),
    port: port.number,
    udp: protocol === 'udp',
    ssl: isEncrypted(port),
    zones: zonesOf(host, domains),
  };
  try {
    const limit = AbortSignal.any([signal, AbortSignal.timeout(probe.patienceMs ?? PATIENCE_MS)]);
    const told = await probe.ask(place, limit);
    const at = { port: port.number, ssl: isEncrypted(port), ...(protocol === 'udp' ? { protocol } : {}) };
    return {
      seen: told.flatMap((sight) => ('unclear' in sight ? [] : [{ ...sight, ...at }])),
      gaps: told.flatMap((one) =>
        'unclear' in one
          ? [{ subject: one.check, port: `${protocol}/${port.number}`, reason: noResult(probe, one.unclear) }]
          : [],
      ),
    };
  } catch (error) {
    // Whatever a service says wrongly comes as an Error, a number beyond its bounds as a RangeError.
    if (!(error instanceof Error) || error instanceof TypeError) throw error;
    const reason = noResult(probe, error.message);
    const at = `${protocol}/${port.number}`;
    return {
      seen: [],
      gaps:
        probe.isOfAll === true
          ? [{ subject: at, reason }]
          : probe.checks.map((subject) => ({ subject, port: at, reason })),
    };
  }
};

/** Holds the dialogues that the open ports of a host call for, a few at a time. */
export const runProbes = async (
  host: Host,
  domains: readonly string[],
  signal: AbortSignal,
): Promise<Probed> => {
  const waiting = openPortsOf(host).flatMap((port) =>
    PROBES.filter((probe) => probe.looksAt(port)).map((probe) => ({ port, probe })),
  );
  const results: Probed[] = [];
  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      results.push(await askOne(host, next.port, next.probe, domains, signal));
    }
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, work));
  return { seen: results.flatMap(({ seen }) => seen), gaps: results.flatMap(({ gaps }) => gaps) };
};
