import { isOpenGuardError } from '@openguard/errors';
import type { Account, Scan, ScanReference } from '@openguard/model';
import { REFUSALS, type Refused } from '@openguard/protocol';
import type { ScanEngine } from '@openguard/scan-engine';
import type { ScanQuery, Store } from '@openguard/storage';
import {
  batchesOf,
  contains,
  formatAddress,
  formatAddressSet,
  parseTargetList,
  size,
  type Address,
  type AddressSet,
  type TargetList,
} from '@openguard/targets';
import type { Jobs } from './jobs/jobs.js';
import { scanOf, type Underway } from './jobs/underway.js';
import { profileFor } from './option.js';
import { capRefusal, permissionRefusal } from './permission.js';
import { publicReason } from './public-reason.js';
import { scanReferenceFor } from './reference.js';
import { stillRunning } from './still-running.js';
import { writtenScan, type WrittenScan } from './written-scan.js';

/** What a client asks for with scan.php. */
export interface ScanRequest {
  readonly targets: TargetList;
  readonly save?: boolean;
  readonly option?: string;
  readonly title?: string;
}

/** A scan under way. */
export type RunningScan = Underway<Scan>;

/** What scans need. `unexpected` gets errors that are none of ours, for the operator's log. */
export interface ScansOptions {
  readonly store: Store;
  readonly engine: ScanEngine;
  readonly scope: AddressSet;
  /** How many addresses one account may own; one that owns more starts nothing. */
  readonly mostAddresses?: number;
  readonly clock: () => number;
  readonly unexpected: (error: unknown) => void;
  readonly jobs: Jobs;
}

/** A scan is cut into no more parts than this, however large it is. */
const MOST_BATCHES = 4096;

const notFound = (ref: string): Refused => ({
  number: REFUSALS.unknownReference,
  text: `There is no saved report ${ref} in this account; only scans with save_report=yes are kept.`,
});

const cut = ({ addresses }: TargetList, hostsPerBatch: number): readonly string[] => {
  const limit = Math.max(hostsPerBatch, Math.ceil(size(addresses) / MOST_BATCHES));
  return [...batchesOf(addresses, limit)].map(formatAddressSet);
};

/** The use cases behind scan.php, scan_report_list.php, scan_report.php and scan_report_delete.php. */
export const createScans = ({
  store,
  engine,
  scope,
  mostAddresses = Number.POSITIVE_INFINITY,
  clock,
  unexpected,
  jobs,
}: ScansOptions) => {
  const admit = async (
    account: Account,
    { option, targets }: ScanRequest,
  ): Promise<Refused | { readonly profile: string; readonly scanHost: string }> => {
    const asked = profileFor(option, engine.profiles);
    if ('number' in asked) return asked;
    const refused = capRefusal(account, mostAddresses) ?? permissionRefusal(account, scope, targets);
    if (refused !== undefined) return refused;
    try {
      return { ...asked, scanHost: await engine.describe() };
    } catch (error) {
      if (!isOpenGuardError(error)) throw error;
      return { number: REFUSALS.internal, text: publicReason(error, unexpected) };
    }
  };

  const start = async (account: Account, request: ScanRequest): Promise<Refused | RunningScan> => {
    const admitted = await admit(account, request);
    if ('number' in admitted) return admitted;
    const { targets, save = false, title } = request;
    const startedAt = clock();
    const scan: Scan = {
      ref: scanReferenceFor(startedAt, await store.nextSerial()),
      account: account.name,
      target: targets.text,
      title: save
        ? (title ?? `Vulnerability assessment of ${targets.text.slice(0, 200)}`)
        : 'N/A (no report saved)',
      option: admitted.profile,
      saved: save,
      simulated: engine.simulated,
      state: 'running',
      startedAt,
      hostsAlive: 0,
      hostsTotal: size(targets.addresses),
      notAlive: '',
      notScanned: '',
      scanHost: admitted.scanHost,
    };
    const batches = cut(targets, engine.hostsPerBatch);
    return scanOf(await jobs.begin(scan, batches.length, () => store.addScan(scan, batches)));
  };

  const openHost = async (scan: Scan, only: Address): Promise<Refused | WrittenScan> => {
    for await (const host of store.hostsOf(scan.ref, only)) {
      if (host.ip === formatAddress(only)) return writtenScan(store, scan, only);
    }
    const silent = parseTargetList(scan.notAlive);
    const text = formatAddress(only);
    return silent._tag === 'Right' && contains(silent.right.addresses, only)
      ? { number: REFUSALS.noHostAlive, text: `The host ${text} did not answer in ${scan.ref}.` }
      : { number: REFUSALS.unknownReference, text: `The report ${scan.ref} holds no host ${text}.` };
  };

  return {
    start,
    /** A saved report that is complete; only one host of it, if asked. */
    openReport: async (
      account: Account,
      ref: ScanReference,
      only?: Address,
    ): Promise<Refused | WrittenScan> => {
      const scan = await store.findScan(account.name, ref);
      if (scan === undefined || !scan.saved || scan.state === 'running') return notFound(ref);
      return only === undefined ? writtenScan(store, scan) : openHost(scan, only);
    },
    /** Waits for a scan of the account, one that has ended and one that is not saved included. */
    join: async (account: Account, ref: ScanReference): Promise<Refused | RunningScan> => {
      const scan = await store.findScan(account.name, ref);
      return scan === undefined ? notFound(ref) : scanOf(jobs.join(scan));
    },
    /** The report of a scan that has just ended, saved or not; only one host of it, if asked. */
    reportOf: (scan: Scan, only?: Address): Promise<Refused | WrittenScan> =>
      only === undefined ? writtenScan(store, scan) : openHost(scan, only),
    list: (query: ScanQuery): Promise<readonly Scan[]> => store.listScans(query),
    /** Forgets a saved report for good; refuses one that is unknown or still made. */
    remove: async (account: Account, ref: ScanReference): Promise<Refused | undefined> => {
      const scan = await store.findScan(account.name, ref);
      if (scan?.state === 'running') return stillRunning(ref);
      if (scan?.saved !== true) return notFound(ref);
      await store.removeScan(account.name, ref);
      return undefined;
    },
  };
};
