import { formatAddress, type Address } from '@openguard/targets';
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

const RAW_SCAN = ['--privileged', '-sS'];
const PLAIN_SCAN = ['--unprivileged', '-sT'];

/**
 * Whether operating systems are recognised and routes traced. That needs raw sockets; and over loopback
 * packets are not what a network sees, so that the same host matches one system now and another then.
 */
export const fingerprints = (run: { readonly privileged: boolean; readonly loopback: boolean }): boolean =>
  run.privileged && !run.loopback;

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

/** The arguments of a scan. They go to the process as they are, never through a shell. */
export const scanArguments = (run: Run): readonly string[] => [
  ...ALWAYS,
  ...(run.privileged ? RAW_SCAN : PLAIN_SCAN),
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
