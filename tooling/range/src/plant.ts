/** A name and its address in the zone of the range. */
interface NameRecord {
  readonly name: string;
  readonly address: string;
}

/** Where a service runs, which its configuration needs to know. */
export interface Place {
  /** A folder of its own, in memory, that every user may read. */
  readonly folder: string;
  readonly address: string;
  readonly port: number;
  /** The full name of its host. */
  readonly name: string;
  /** The network of the whole range in CIDR notation. */
  readonly network: string;
  /** The server that resolves the names of the range. */
  readonly resolver: string;
  /** Every host of the range. */
  readonly names: readonly NameRecord[];
}

/** What a service is made of: its files, by their names in the folder, and the shell script that becomes it. */
export interface Setup {
  readonly files: Readonly<Record<string, string>>;
  /**
   * Runs in the folder, as root of the host, with empty `/run`, `/tmp`, `/var/log` and `/var/spool` of its own;
   * ends with `exec` of a program that stays in the foreground.
   */
  readonly script: string;
}

/** A configured service, wherever it is placed. */
export type Service = (place: Place) => Setup;

/** Where a weakness shows itself: its transport, the usual port, and whether clients look elsewhere too. */
export interface Spot {
  readonly protocol: 'tcp' | 'udp' | 'host';
  readonly port: number;
  readonly movable: boolean;
  /** Whether reports tell it of the host, without a port. */
  readonly ofHost?: true;
}

/** A TCP service that may be on any port. */
export const tcp = (port: number): Spot => ({ protocol: 'tcp', port, movable: true });
/** A TCP service that clients find on its own port only. */
export const tcpOnly = (port: number): Spot => ({ protocol: 'tcp', port, movable: false });
/** A UDP service, on its own port: nobody asks all of UDP. */
export const udp = (port: number): Spot => ({ protocol: 'udp', port, movable: false });
/** The host itself. */
export const HOST: Spot = { protocol: 'host', port: 0, movable: false, ofHost: true };

/** What a weakness has to do with. A small range has one or two of each. */
export type Family =
  | 'clear-text'
  | 'data'
  | 'desktop'
  | 'dns'
  | 'files'
  | 'ftp'
  | 'http'
  | 'mail'
  | 'snmp'
  | 'ssh'
  | 'time'
  | 'tls';

/** A script of nmap, and the words by which it speaks of a weakness. */
export interface Words {
  readonly script: string;
  readonly says: RegExp;
}

export const says = (script: string, words: RegExp): Words => ({ script, says: words });

/**
 * One weakness: the configuration that plants it, the same service repaired, and what a scan has to say about it.
 *
 * - `name`: unique in the range.
 * - `check`: the id of the knowledge base that has to be told at the spot, and must not be told of the repaired one.
 * - `bare`: how nmap alone words the check, as generously as its scripts allow: whatever a reader of its output would take
 *   for the weakness counts as found. Of several plants of one check, one says it for all.
 * - `setAside`: planted before there was a rule that finds it.
 */
export interface Plant {
  readonly name: string;
  readonly check: string;
  readonly family: Family;
  readonly spot: Spot;
  readonly weak: Service;
  readonly fixed: Service;
  readonly bare?: readonly Words[];
  readonly setAside?: true;
}
