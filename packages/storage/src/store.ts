import type { Account, HostReport, MapHost, MapReference, Scan, ScanReference } from '@openguard/model';
import type { Address } from '@openguard/targets';
import type { KeptMap } from './kept-map.js';

/** Which saved scans to list. `last`: the newest one only. `including`: scans whose target holds the address. */
export interface ScanQuery {
  readonly account: string;
  readonly last?: boolean;
  readonly including?: Address;
}

/** Which saved maps to list. `last`: the newest one only. `domain`: maps of that domain. */
export interface MapQuery {
  readonly account: string;
  readonly last?: boolean;
  readonly domain?: string;
}

/**
 * The port that every store fulfils. What a call has acknowledged survives the death of the process, and
 * several processes may have the same store open.
 *
 * All calls reject with `OG_STORE_FULL` when the disk is full, and with `OG_STORE_FAILED` when the store
 * cannot do what is asked: it is closed, locked, damaged or no longer where it was opened, or what the call
 * names is not there.
 */
export interface Store {
  /** Rejects with `OG_ACCOUNT` when the name is taken. Names are compared exactly, case included. */
  readonly addAccount: (account: Account) => Promise<void>;
  readonly findAccount: (name: string) => Promise<Account | undefined>;
  /** All accounts by name, in the order of code points. */
  readonly listAccounts: () => Promise<readonly Account[]>;
  /** Resolves to false when there is no such account. */
  readonly setPasswordHash: (name: string, passwordHash: string) => Promise<boolean>;
  /** Replaces the target list that an account owns; resolves to false when there is no such account. */
  readonly setTargets: (name: string, targets: string) => Promise<boolean>;
  /** Removes the account with its scans, its maps and their hosts, all or none; resolves to false when there is no such account. */
  readonly removeAccount: (name: string) => Promise<boolean>;

  /** The next serial number for references: higher than every one before it, also across processes and restarts. */
  readonly nextSerial: () => Promise<number>;
  /** Adds a scan of an account that exists; a reference that is taken is refused. */
  readonly addScan: (scan: Scan) => Promise<void>;
  /** Replaces the record of a scan that exists under the same account. */
  readonly updateScan: (scan: Scan) => Promise<void>;
  readonly findScan: (account: string, ref: ScanReference) => Promise<Scan | undefined>;
  /** Saved scans that are not running, newest first; of the same instant, the higher serial number first. */
  readonly listScans: (query: ScanQuery) => Promise<readonly Scan[]>;
  /** Scans that are still marked as running, of all accounts, oldest first: after a start they were interrupted. */
  readonly listRunningScans: () => Promise<readonly Scan[]>;
  /** Removes a scan with its hosts; does nothing when the account has no such scan. */
  readonly removeScan: (account: string, ref: ScanReference) => Promise<void>;

  /** Stores one finished host of a scan that exists; the same host again replaces the first. */
  readonly putHost: (ref: ScanReference, host: HostReport) => Promise<void>;
  /**
   * The hosts of a scan by ascending address, read one at a time as they are asked for; the store may be
   * written meanwhile. It ends only when all hosts were read: a scan that is unknown, or that is removed
   * meanwhile, makes it reject, and so does a record that cannot be read.
   */
  readonly hostsOf: (ref: ScanReference, only?: Address) => AsyncIterable<HostReport>;

  /** Adds a map of an account that exists; a reference that is taken is refused. */
  readonly addMap: (map: KeptMap) => Promise<void>;
  /** Replaces the record of a map that exists under the same account. */
  readonly updateMap: (map: KeptMap) => Promise<void>;
  readonly findMap: (account: string, ref: MapReference) => Promise<KeptMap | undefined>;
  /** Saved maps that are not running, newest first; of the same instant, the higher serial number first. */
  readonly listMaps: (query: MapQuery) => Promise<readonly KeptMap[]>;
  /** Maps that are still marked as running, of all accounts, oldest first. */
  readonly listRunningMaps: () => Promise<readonly KeptMap[]>;
  /** Removes a map with its hosts; does nothing when the account has no such map. */
  readonly removeMap: (account: string, ref: MapReference) => Promise<void>;

  /** Stores one host of a map that exists; the same address again replaces the first. */
  readonly putMapHost: (ref: MapReference, host: MapHost) => Promise<void>;
  /** The hosts of a map by ascending address, with the promises of `hostsOf`. */
  readonly mapHostsOf: (ref: MapReference) => AsyncIterable<MapHost>;

  /** Gives the store back to the system; closing again does nothing. */
  readonly close: () => Promise<void>;
}
