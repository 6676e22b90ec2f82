import type { Account, HostReport, Scan, ScanReference } from '@openguard/model';
import type { Address } from '@openguard/targets';

/** Which saved scans to list. `last`: the newest one only. `including`: scans whose target holds the address. */
export interface ScanQuery {
  readonly account: string;
  readonly last?: boolean;
  readonly including?: Address;
}

/**
 * The port that every store fulfils. What a call has acknowledged survives the death of the process.
 * All calls reject with `OG_STORE_FULL` when the disk is full and `OG_STORE_FAILED` otherwise.
 */
export interface Store {
  readonly addAccount: (account: Account) => Promise<void>;
  readonly findAccount: (name: string) => Promise<Account | undefined>;
  readonly listAccounts: () => Promise<readonly Account[]>;
  /** Resolves to false when there is no such account. */
  readonly setPasswordHash: (name: string, passwordHash: string) => Promise<boolean>;
  /** Removes the account with its scans; resolves to false when there is no such account. */
  readonly removeAccount: (name: string) => Promise<boolean>;

  /** The next serial number for references, never given twice by one store. */
  readonly nextSerial: () => Promise<number>;
  readonly addScan: (scan: Scan) => Promise<void>;
  /** Replaces the record of a scan that exists. */
  readonly updateScan: (scan: Scan) => Promise<void>;
  readonly findScan: (account: string, ref: ScanReference) => Promise<Scan | undefined>;
  /** Saved scans that are not running, newest first. */
  readonly listScans: (query: ScanQuery) => Promise<readonly Scan[]>;
  /** Scans that are still marked as running, of all accounts: after a start they were interrupted. */
  readonly listRunningScans: () => Promise<readonly Scan[]>;
  readonly removeScan: (account: string, ref: ScanReference) => Promise<void>;

  /** Stores one finished host of a scan at once; the same host again replaces the first. */
  readonly putHost: (ref: ScanReference, host: HostReport) => Promise<void>;
  /** The hosts of a scan by ascending address, read as they are asked for. */
  readonly hostsOf: (ref: ScanReference, only?: Address) => AsyncIterable<HostReport>;

  readonly close: () => Promise<void>;
}
