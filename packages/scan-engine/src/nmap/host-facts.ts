import { formatAddress, parseAddress, type Address } from '@openguard/targets';
import { SYSTEM_ACCURACY, systemResult, type CoverageGap } from '@openguard/model';
import * as E from 'fp-ts/lib/Either.js';
import type { Observation } from '../finding/finding-of.js';
import type { Hop, Host, Port } from './document.js';
import { fingerprints } from './nmap-arguments.js';

/** The IPv4 address of a host; `undefined` when nmap tells none. */
export const addressOf = (host: Host): Address | undefined => {
  const text = host.addresses.find(({ type }) => type === 'ipv4')?.address;
  const address = text === undefined ? E.left(undefined) : parseAddress(text);
  return E.isRight(address) ? address.right : undefined;
};

/** The dotted quad of a host. */
export const ipOf = (host: Host): string => {
  const address = addressOf(host);
  return address === undefined ? '' : formatAddress(address);
};

/** The name of a host: the one that was asked for, else the one of its address. */
export const nameOf = (host: Host): string | undefined => {
  const names = host.names?.names ?? [];
  return (names.find(({ type }) => type === 'user') ?? names.find(({ type }) => type === 'PTR'))?.name;
};

/** The open ports of a host, TCP and UDP. */
export const openPortsOf = (host: Host): readonly Port[] =>
  (host.ports?.ports ?? []).filter(({ state }) => state.state === 'open');

/** Facts about a host as a whole, or why they could not be had. */
export interface HostFacts {
  readonly seen: readonly Observation[];
  readonly checks: readonly string[];
  readonly gaps: readonly CoverageGap[];
}

/** Why neither operating system nor route were asked for. */
const reasonOf = ({ privileged }: Circumstances): string =>
  privileged
    ? 'The address is loopback, where packets do not show what a network sees of the host.'
    : 'It needs raw sockets: run the server as root, or give it the capability CAP_NET_RAW.';

/** What decides whether operating system and route are asked for. */
export interface Circumstances {
  readonly privileged: boolean;
  readonly loopback: boolean;
}

/** The best match of the operating system, if it is certain enough to name the host by it. */
export const osNameOf = (host: Host): string | undefined => {
  const best = host.os?.matches.find(({ accuracy }) => accuracy >= SYSTEM_ACCURACY.certain);
  return best?.name;
};

/** `os`: what the operating system may be. */
export const osFacts = (host: Host, asked: Circumstances): HostFacts => {
  const matches = host.os?.matches ?? [];
  if (matches.length > 0) {
    return {
      seen: [{ check: 'os', result: systemResult(matches) }],
      checks: ['os'],
      gaps: [],
    };
  }
  const reason = fingerprints(asked)
    ? 'No known operating system matched, or the host has not both an open and a closed port to compare.'
    : reasonOf(asked);
  return { seen: [], checks: [], gaps: [{ subject: 'os', reason }] };
};

const hopLine = (ttl: number, hop: Hop | undefined): string => {
  const start = `${ttl}`.padEnd(2);
  if (hop?.ip === undefined) return `${start} *`;
  return hop.rtt === undefined ? `${start} (${hop.ip})` : `${start} (${hop.ip})  ${hop.rtt} ms`;
};

/** `traceroute`: a line for each router, a star for one that did not answer. */
export const routeFacts = (host: Host, asked: Circumstances): HostFacts => {
  const hops = host.trace?.hops ?? [];
  const last = Math.max(0, ...hops.map(({ ttl }) => ttl));
  if (last > 0 && last <= 255) {
    const lines = Array.from({ length: last }, (_, index) =>
      hopLine(
        index + 1,
        hops.find(({ ttl }) => ttl === index + 1),
      ),
    );
    return { seen: [{ check: 'traceroute', result: lines.join('\n') }], checks: ['traceroute'], gaps: [] };
  }
  const reason = fingerprints(asked)
    ? 'There is no route to trace: the address is one of the scanner itself, or no probe came through.'
    : reasonOf(asked);
  return { seen: [], checks: [], gaps: [{ subject: 'traceroute', reason }] };
};

/** The check that tells the hardware address of a host. */
export const MAC_CHECK = 'mac_address';

/**
 * `mac_address`: the hardware address, as the local network shows it. `told`: whether the host has told it itself. Where
 * nobody could see one, that there was one before is not disproved.
 */
export const macFacts = (host: Host, told: boolean): HostFacts => {
  const seen = host.addresses
    .filter(({ type }) => type === 'mac')
    .map(({ address, vendor }) => ({
      check: MAC_CHECK,
      result: `${address.toUpperCase()} (${vendor ?? 'unknown'})`,
    }));
  if (seen.length > 0 || told) return { seen, checks: [MAC_CHECK], gaps: [] };
  const reason =
    'It shows itself to a scanner with raw sockets in the same segment of the network alone, or is told by NetBIOS.';
  return { seen, checks: [], gaps: [{ subject: MAC_CHECK, reason }] };
};
