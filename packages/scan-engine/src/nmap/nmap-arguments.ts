import { addressesOf, formatAddress, type Address, type AddressSet } from '@openguard/targets';
import type { Profile } from '../profile.js';

/** One run of nmap over a few hosts. */
export interface Run {
  readonly profile: Profile;
  readonly privileged: boolean;
  readonly addresses: readonly Address[];
  readonly scripts: readonly string[];
  readonly excludedPort?: number;
  readonly hostSeconds: number;
  /** Whether all addresses are loopback: see `fingerprints`. */
  readonly loopback: boolean;
}

const RAW = ['--privileged'];
const PLAIN = ['--unprivileged'];
const RAW_SCAN = [...RAW, '-sS'];
const PLAIN_SCAN = [...PLAIN, '-sT'];

/**
 * Whether operating systems are recognised and routes traced. That needs raw sockets; and over loopback
 * packets are not what a network sees, so that the same host matches one system now and another then.
 */
export const fingerprints = (run: { readonly privileged: boolean; readonly loopback: boolean }): boolean =>
  run.privileged && !run.loopback;

/** Whether UDP ports are asked: only raw sockets receive the refusals that tell closed ports from silent ones. */
export const asksUdp = (run: { readonly privileged: boolean; readonly profile: Profile }): boolean =>
  run.privileged && run.profile.udpPorts !== '';

const ports = ({ profile, excludedPort }: Run): readonly string[] => [
  ...(profile.ports === 'all' ? ['-p', '1-65535'] : ['--top-ports', '1000']),
  ...(excludedPort === undefined ? [] : ['--exclude-ports', `${excludedPort}`]),
];

/**
 * Every NOT VULNERABLE is wanted too: it shows that a check ran. Listings of FTP servers are bounded. A service
 * that does not greet is waited for four times, so that the default of five seconds costs every scan twenty.
 */
const SCRIPT_ARGUMENTS = 'vulns.showall,ftp-anon.maxlist=100,banner.timeout=3s';

/** What every run has: XML on stdout, progress, hosts that are down, reasons, patience. */
const ALWAYS = ['-oX', '-', '-v', '--stats-every', '2s', '--reason', '-T4', '--max-retries', '2'];

/** The arguments of a scan of hosts that are known to be there. They go to the process as they are, never through a shell. */
export const scanArguments = (run: Run): readonly string[] => [
  ...ALWAYS,
  ...(run.privileged ? RAW_SCAN : PLAIN_SCAN),
  '-Pn',
  ...(fingerprints(run)
    ? ['-O', '--osscan-limit', '--max-os-tries', `${run.profile.osTries}`, '--traceroute']
    : []),
  ...ports(run),
  '-sV',
  '--version-intensity',
  `${run.profile.versionIntensity}`,
  '--host-timeout',
  `${run.hostSeconds}s`,
  '--script-timeout',
  `${run.profile.scriptSeconds}s`,
  ...(run.loopback ? ['-n'] : []),
  '--script',
  run.scripts.join(' or '),
  '--script-args',
  SCRIPT_ARGUMENTS,
  ...run.addresses.map(formatAddress),
];

/**
 * The arguments of a run over UDP ports. Services there are asked only what their port suggests: an unknown one is
 * silent to everything else, and each question costs seconds.
 */
export const udpArguments = (run: Run): readonly string[] => [
  ...ALWAYS,
  ...RAW,
  '-sU',
  '-Pn',
  '-n',
  '-p',
  run.profile.udpPorts,
  '-sV',
  '--version-intensity',
  '0',
  '--host-timeout',
  `${run.hostSeconds}s`,
  '--script-timeout',
  `${run.profile.scriptSeconds}s`,
  ...(run.scripts.length === 0
    ? []
    : ['--script', run.scripts.join(' or '), '--script-args', SCRIPT_ARGUMENTS]),
  ...run.addresses.map(formatAddress),
];

/** Whether other protocols are asked for; loopback answers them in ways that no network does. */
export const asksProtocols = (run: Run): boolean => run.profile.protocols && run.privileged && !run.loopback;

// ICMP, IGMP, tunnels, routing, IPsec, SCTP: what hosts may speak besides TCP and UDP.
const PROTOCOLS = '1,2,4,6,17,41,46,47,50,51,58,88,89,94,103,112,115,132';

/** The arguments of a run that asks which protocols above IP a host speaks. */
export const protocolArguments = (run: Run): readonly string[] => [
  ...ALWAYS,
  ...RAW,
  '-sO',
  '-Pn',
  '-n',
  '-p',
  PROTOCOLS,
  '--host-timeout',
  `${run.hostSeconds}s`,
  ...run.addresses.map(formatAddress),
];

/** Ways to ask whether a host is there; the connections of a scan without privileges need ports that are often open. */
const DISCOVERY = ['-PE', '-PP', '-PS22,80,443', '-PA80,443', '-PU53,161'];
const PLAIN_DISCOVERY = ['-PS21,22,23,25,53,80,110,135,139,143,443,445,993,3306,3389,5432,8080'];

const listed = (addresses: AddressSet): readonly string[] => [...addressesOf(addresses)].map(formatAddress);

/** The arguments of a run that only finds out which hosts are there. */
export const discoveryArguments = (addresses: AddressSet, privileged: boolean): readonly string[] => [
  ...ALWAYS,
  ...(privileged ? [...RAW, ...DISCOVERY] : [...PLAIN, ...PLAIN_DISCOVERY]),
  '-sn',
  '-n',
  ...listed(addresses),
];

/** The arguments of a run that finds out who answers ICMP timestamp requests. */
export const timestampArguments = (addresses: AddressSet): readonly string[] => [
  ...ALWAYS,
  ...RAW,
  '-sn',
  '-n',
  '-PP',
  '--disable-arp-ping',
  ...listed(addresses),
];

/** A run that asks the agent of one host by SNMP; `file` holds the arguments of scripts, which are secret. */
export interface SnmpRun {
  readonly profile: Profile;
  readonly hostSeconds: number;
  readonly host: string;
  readonly scripts: readonly string[];
  readonly file: string;
}

/** The arguments of a run that asks by SNMP. The script arguments stand in a file: anyone may see these. */
export const snmpArguments = ({ profile, hostSeconds, host, scripts, file }: SnmpRun): readonly string[] => [
  ...ALWAYS,
  ...RAW,
  '-sU',
  '-Pn',
  '-n',
  '-p',
  '161',
  '--host-timeout',
  `${hostSeconds}s`,
  '--script-timeout',
  `${profile.scriptSeconds}s`,
  '--script',
  scripts.join(','),
  '--script-args-file',
  file,
  host,
];

/** A second run over ports of one host that are known to be open, with scripts that are told to run. */
export interface ForcedRun {
  readonly profile: Profile;
  readonly privileged: boolean;
  readonly address: Address;
  readonly ports: readonly number[];
  readonly scripts: readonly string[];
  readonly hostSeconds: number;
}

/** The arguments of a second run. A plus before a script means that it runs on every open port. */
export const forcedArguments = (run: ForcedRun): readonly string[] => [
  ...ALWAYS,
  ...(run.privileged ? RAW_SCAN : PLAIN_SCAN),
  '-Pn',
  '-n',
  '-p',
  run.ports.join(','),
  '--host-timeout',
  `${run.hostSeconds}s`,
  '--script-timeout',
  `${run.profile.scriptSeconds}s`,
  '--script',
  run.scripts.map((script) => `+${script}`).join(','),
  '--script-args',
  SCRIPT_ARGUMENTS,
  formatAddress(run.address),
];
