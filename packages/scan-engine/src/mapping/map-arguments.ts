import { formatAddress, type Address } from '@openguard/targets';
import type { Profile } from '../profile.js';
import { MAPPED_PORTS } from './mapped-ports.js';

/** One run of nmap for a map. */
export interface MapRun {
  readonly profile: Profile;
  readonly privileged: boolean;
  /** Whether ways are traced and operating systems recognised: with raw sockets, and beyond loopback. */
  readonly traces: boolean;
  readonly addresses: readonly Address[];
  readonly hostSeconds: number;
}

/** After how long a server that does not show its certificate is left alone. */
const CERTIFICATE_SECONDS = 15;

const ALWAYS = ['-oX', '-', '-v', '--stats-every', '2s', '--reason', '-n', '-T4', '--max-retries', '2'];

const PORTS = MAPPED_PORTS.join(',');

/** How hosts are asked whether they are there: by ICMP, by the ports of a map, and as web and name servers are. */
const PROBES = ['-PE', '-PP', `-PS${PORTS}`, '-PA80,443', '-PU53,161'];
const PLAIN_PROBES = [`-PS${PORTS}`];

const addressed = (run: MapRun): readonly string[] => [
  '--host-timeout',
  `${run.hostSeconds}s`,
  ...run.addresses.map(formatAddress),
];

/** The arguments of the run that finds hosts, their open ports and operating systems, and traces once. */
export const surveyArguments = (run: MapRun): readonly string[] => [
  ...ALWAYS,
  ...(run.privileged ? ['--privileged', '-sS', ...PROBES] : ['--unprivileged', '-sT', ...PLAIN_PROBES]),
  ...(run.traces ? ['--traceroute', '-O', '--osscan-limit', '--max-os-tries', `${run.profile.osTries}`] : []),
  '-p',
  PORTS,
  '--script',
  'ssl-cert',
  '--script-timeout',
  `${CERTIFICATE_SECONDS}s`,
  ...addressed(run),
];

/** The arguments of a run that only traces the ways again, to hosts that are there. */
export const traceArguments = (run: MapRun): readonly string[] => [
  ...ALWAYS,
  '--privileged',
  '-sS',
  ...PROBES,
  '-p',
  PORTS,
  '--traceroute',
  ...addressed(run),
];
