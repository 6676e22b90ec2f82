import type { Script, Service } from '../nmap/document.js';
import type { Observation } from '../finding/finding-of.js';

/** The kinds of service that scripts look at. */
export type Concern =
  | 'any'
  | 'docker'
  | 'finger'
  | 'ftp'
  | 'http'
  | 'irc'
  | 'memcached'
  | 'mongodb'
  | 'mysql'
  | 'netbus'
  | 'ntp'
  | 'redis'
  | 'rpc'
  | 'rsync'
  | 'smb'
  | 'smtp'
  | 'ssh'
  | 'tls'
  | 'vnc'
  | 'x11';

/** Where and when a script ran. `port` is absent for scripts of the host; `time` is in milliseconds. */
export interface Place {
  readonly port?: number;
  readonly service?: Service;
  /** Names under which the host is known. */
  readonly names?: readonly string[];
  /** Its address, as a dotted quad. */
  readonly address?: string;
  readonly time: number;
}

/** What an observation of a script is, before the port of the script is added to it. */
export type Sight = Omit<Observation, 'port' | 'ssl'>;

/** What a script's output means; `unclear` when it says that it could not tell. */
export interface Reading {
  readonly sights: readonly Sight[];
  readonly unclear?: string;
}

/**
 * One nmap script and what becomes of its output.
 *
 * - `checks`: every id that `read` can give. They count as run once the script has.
 * - `on`: the services that it looks at; wider rather than narrower than the script's own rule.
 * - `needs`: `udp` and `os` scripts never run without a scan of UDP ports or a recognised system.
 * - `intensity`: the version intensity below which the script does not run.
 * - `intrusive`: what it does to a host, so that an operator has to allow it.
 * - `external`: it asks somebody else about the host.
 */
export interface ScriptRule {
  readonly checks: readonly string[];
  readonly on: Concern;
  readonly needs?: 'udp' | 'os';
  readonly intensity?: number;
  readonly intrusive?: string;
  readonly external?: true;
  readonly read: (script: Script, place: Place) => Reading;
}

/** Rules by the name of the script. */
export type ScriptRules = Readonly<Record<string, ScriptRule>>;

/** A reading of nothing but observations. */
export const sights = (...seen: readonly Sight[]): Reading => ({ sights: seen });

/** A reading of a single observation, or of none when the condition does not hold. */
export const sightIf = (condition: boolean, seen: Sight): Reading => sights(...(condition ? [seen] : []));
