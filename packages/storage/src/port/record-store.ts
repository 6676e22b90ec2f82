import type { KeptMap, MapReference, Scan, ScanReference } from '@openguard/model';
import type { Address } from '@openguard/targets';

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

/** The calls of a store that are about the records of scans and maps. */
export interface RecordStore {
  /** The next serial number for references: higher than every one before it, also across processes and restarts. */
  readonly nextSerial: () => Promise<number>;

  /**
   * Adds a scan of an account that exists, with its batches: the target list of each, numbered from 0. A reference
   * that is taken is refused.
   */
  readonly addScan: (scan: Scan, batches: readonly string[]) => Promise<void>;
  /**
   * Closes a scan that runs: replaces its record by one of how it ended, and drops the batches that are still open,
   * so that nothing more is put. Resolves to false, and changes nothing, when no such scan of that account runs (any
   * more). What was asked for (target, start) may not change.
   */
  readonly closeScan: (scan: Scan) => Promise<boolean>;
  readonly findScan: (account: string, ref: ScanReference) => Promise<Scan | undefined>;
  /** Saved scans that are not running, newest first; of the same instant, the higher serial number first. */
  readonly listScans: (query: ScanQuery) => Promise<readonly Scan[]>;
  /** Removes a scan with its hosts, running or not; does nothing when the account has no such scan. */
  readonly removeScan: (account: string, ref: ScanReference) => Promise<void>;

  /** Adds a map of an account that exists, with its batch 0; a reference that is taken is refused. */
  readonly addMap: (map: KeptMap) => Promise<void>;
  /** Closes a map that runs, as `closeScan` does a scan. */
  readonly closeMap: (map: KeptMap) => Promise<boolean>;
  readonly findMap: (account: string, ref: MapReference) => Promise<KeptMap | undefined>;
  /** Saved maps that are not running, newest first; of the same instant, the higher serial number first. */
  readonly listMaps: (query: MapQuery) => Promise<readonly KeptMap[]>;
  /** Removes a map with its hosts, running or not; does nothing when the account has no such map. */
  readonly removeMap: (account: string, ref: MapReference) => Promise<void>;
}
