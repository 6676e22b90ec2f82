import { isOpenGuardError } from '@openguard/errors';
import type { Account, HostReport, Scan, ScanReference } from '@openguard/model';
import { REFUSALS, type Refused } from '@openguard/protocol';
import type { ScanEngine } from '@openguard/scan-engine';
import type { ScanQuery, Store } from '@openguard/storage';
import {
  contains,
  formatAddress,
  parseTargetList,
  size,
  type Address,
  type AddressSet,
  type TargetList,
} from '@openguard/targets';
import { closeLeftBehind } from './left-behind.js';
import { profileFor } from './option.js';
import { permissionRefusal } from './permission.js';
import { publicReason } from './public-reason.js';
import { scanReferenceFor } from './reference.js';
import { createRunning, stillRunning, type Running, type Underway } from './running.js';
import { runScan } from './scan-run.js';

/** What a client asks for with scan.php. */
export interface ScanRequest {
  readonly targets: TargetList;
  readonly save?: boolean;
  readonly option?: string;
  readonly title?: string;
}

/** A scan under way; its record says how it ended. */
export type RunningScan = Underway<Scan>;

/** A stored report: its record, and its hosts as they are read. */
export interface StoredReport {
  readonly scan: Scan;
  readonly hosts: AsyncIterable<HostReport>;
}

/** What scans need. `unexpected` gets errors that are none of ours, for the operator's log. */
export interface ScansOptions {
  readonly store: Store;
  readonly engine: ScanEngine;
  readonly scope: AddressSet;
  readonly clock: () => number;
  readonly unexpected: (error: unknown) => void;
  /** What runs beside; scans wait for their turn among it. */
  readonly running?: Running;
}

const notFound = (ref: string): Refused => ({
  number: REFUSALS.unknownReference,
  text: `There is no saved report ${ref} in this account; only scans with save_report=yes are kept.`,
});

/** The use cases behind scan.php, scan_report_list.php, scan_report.php and scan_report_delete.php. */
export const createScans = ({
  store,
  engine,
  scope,
  clock,
  unexpected,
  running = createRunning(),
}: ScansOptions) => {
  const admit = async (
    account: Account,
    { option, targets }: ScanRequest,
  ): Promise<Refused | { readonly profile: string; readonly scanHost: string }> => {
    const asked = profileFor(option, engine.profiles);
    if ('number' in asked) return asked;
    const refused = permissionRefusal(account, scope, targets);
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
    const { profile, scanHost } = admitted;
    const startedAt = clock();
    const scan: Scan = {
      ref: scanReferenceFor(startedAt, await store.nextSerial()),
      account: account.name,
      target: targets.text,
      title: save
        ? (title ?? `Vulnerability assessment of ${targets.text.slice(0, 200)}`)
        : 'N/A (no report saved)',
      option: profile,
      saved: save,
      simulated: engine.simulated,
      state: 'running',
      startedAt,
      hostsAlive: 0,
      hostsTotal: size(targets.addresses),
      notAlive: '',
      notScanned: '',
      scanHost,
    };
    await store.addScan(scan, [targets.text]);
    // A scan may have waited: the account may have changed, or be gone.
    const objection = async (): Promise<string | undefined> => {
      const today = await store.findAccount(account.name);
      if (today === undefined) return 'The account is gone.';
      return permissionRefusal(today, scope, targets)?.text;
    };
    const { ref, target } = scan;
    const job = { type: 'scan', ref, account: account.name, target, startedAt } as const;
    return running.begin(job, (signal, onProgress) => {
      const options = { store, engine, clock, onProgress, objection };
      return runScan(scan, profile, targets.addresses, options, signal, unexpected);
    });
  };

  const openReport = async (
    account: Account,
    ref: ScanReference,
    only?: Address,
  ): Promise<Refused | StoredReport> => {
    const scan = await store.findScan(account.name, ref);
    if (scan === undefined || !scan.saved || scan.state === 'running') return notFound(ref);
    if (only === undefined) return { scan, hosts: store.hostsOf(ref) };
    for await (const host of store.hostsOf(ref, only)) {
      return {
        scan,
        hosts: (async function* () {
          yield await Promise.resolve(host);
        })(),
      };
    }
    const silent = parseTargetList(scan.notAlive);
    return silent._tag === 'Right' && contains(silent.right.addresses, only)
      ? { number: REFUSALS.noHostAlive, text: `The host ${formatAddress(only)} did not answer in ${ref}.` }
      : {
          number: REFUSALS.unknownReference,
          text: `The report ${ref} holds no host ${formatAddress(only)}.`,
        };
  };

  return {
    start,
    openReport,
    /** The hosts of a scan that has just ended, saved or not. */
    hostsOf: (scan: Scan): AsyncIterable<HostReport> => store.hostsOf(scan.ref),
    list: (query: ScanQuery): Promise<readonly Scan[]> => store.listScans(query),
    /**
     * Forgets a scan that was not to be saved, once its report has been handed over. Never rejects: the report
     * stands whether or not that can be done.
     */
    release: async (scan: Scan): Promise<void> => {
      if (!scan.saved) await store.removeScan(scan.account, scan.ref).catch(unexpected);
    },
    /** After a start: scans that a dead process left behind are closed as interrupted, unsaved ones forgotten. */
    recover: async (): Promise<void> => {
      for (const scan of await store.listRunning()) {
        if ('mapHost' in scan) continue;
        if (!scan.saved) await store.removeScan(scan.account, scan.ref);
        else await closeLeftBehind(store, scan, clock());
      }
    },
    /** Forgets a saved report for good; refuses one that is unknown or still made. */
    remove: async (account: Account, ref: ScanReference): Promise<Refused | undefined> => {
      if (running.isRunning(account.name, ref)) return stillRunning(ref);
      const scan = await store.findScan(account.name, ref);
      if (scan?.saved !== true || scan.state === 'running') return notFound(ref);
      await store.removeScan(account.name, ref);
      return undefined;
    },
  };
};
