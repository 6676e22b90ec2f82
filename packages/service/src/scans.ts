import { isOpenGuardError } from '@openguard/errors';
import { ScanReference, type Account, type HostReport, type Scan } from '@openguard/model';
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
import { permissionRefusal } from './permission.js';
import { publicReason } from './public-reason.js';
import { runScan } from './scan-run.js';
import { Turnstile } from './turnstile.js';

/** What a client asks for with scan.php. */
export interface ScanRequest {
  readonly targets: TargetList;
  readonly save?: boolean;
  readonly option?: string;
  readonly title?: string;
}

/** A scan under way. `done` never rejects for a reason of the engine: the record says how it ended. */
export interface RunningScan {
  readonly ref: ScanReference;
  readonly done: Promise<Scan>;
  /** How far it is, 0 to 1. */
  readonly progress: () => number;
  /** Stops the engine, since nobody waits for the report any more; what is done stays. */
  readonly cancel: () => void;
}

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
  /** How many scans run at a time; further ones wait. */
  readonly width?: number;
}

/** Why a scan is incomplete, as its report says it. */
const CLIENT_GONE = 'The client left before the scan was complete.';
const SERVER_STOPPED = 'The server was stopped before the scan was complete.';

const isAsked = (option: string | undefined): option is string =>
  option !== undefined && option !== '' && option !== 'null';

const referenceFor = (time: number, serial: number): ScanReference => {
  const ref = `scan/${Math.floor(time / 1000)}.${String(serial).padStart(5, '0')}`;
  if (!ScanReference.is(ref)) throw new RangeError(`no reference can be made of ${time} and ${serial}`);
  return ref;
};

const notFound = (ref: string): Refused => ({
  number: REFUSALS.unknownReference,
  text: `There is no saved report ${ref} in this account; only scans with save_report=yes are kept.`,
});

/** The use cases behind scan.php, scan_report_list.php and scan_report.php. */
export const createScans = ({ store, engine, scope, clock, unexpected, width = 2 }: ScansOptions) => {
  const turnstile = new Turnstile(width);
  const running = new Map<ScanReference, { readonly abort: AbortController; readonly done: Promise<Scan> }>();

  const refusalOf = async (
    account: Account,
    request: ScanRequest,
  ): Promise<Refused | { readonly scanHost: string }> => {
    const { option, targets } = request;
    if (isAsked(option) && !engine.profiles.includes(option)) {
      const text = `Invalid option profile ${JSON.stringify(option.slice(0, 60))}; this server has: ${engine.profiles.join(', ')}.`;
      return { number: REFUSALS.unknownOption, text };
    }
    const refused = permissionRefusal(account, scope, targets);
    if (refused !== undefined) return refused;
    try {
      return { scanHost: await engine.describe() };
    } catch (error) {
      if (!isOpenGuardError(error)) throw error;
      return { number: REFUSALS.internal, text: publicReason(error, unexpected) };
    }
  };

  const start = async (account: Account, request: ScanRequest): Promise<Refused | RunningScan> => {
    const checked = await refusalOf(account, request);
    if ('number' in checked) return checked;
    const { targets, save = false, option, title } = request;
    const profile = isAsked(option) ? option : (engine.profiles[0] ?? '');
    const startedAt = clock();
    const scan: Scan = {
      ref: referenceFor(startedAt, await store.nextSerial()),
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
      scanHost: checked.scanHost,
    };
    await store.addScan(scan);
    const abort = new AbortController();
    let progress = 0;
    const onProgress = (done: number): void => {
      progress = done;
    };
    // A scan may have waited: the account may have changed, or be gone.
    const objection = async (): Promise<string | undefined> => {
      const today = await store.findAccount(account.name);
      if (today === undefined) return 'The account is gone.';
      return permissionRefusal(today, scope, targets)?.text;
    };
    const done = turnstile
      .run(() =>
        runScan(
          scan,
          profile,
          targets.addresses,
          { store, engine, clock, onProgress, objection },
          abort.signal,
          unexpected,
        ),
      )
      .finally(() => running.delete(scan.ref));
    running.set(scan.ref, { abort, done });
    return { ref: scan.ref, done, progress: () => progress, cancel: () => abort.abort(CLIENT_GONE) };
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
      for (const scan of await store.listRunningScans()) {
        if (!scan.saved) await store.removeScan(scan.account, scan.ref);
        else await closeLeftBehind(store, scan, clock());
      }
    },
    /** Stops all scans and waits until they are stored. */
    stop: async (): Promise<void> => {
      for (const { abort } of running.values()) abort.abort(SERVER_STOPPED);
      await Promise.allSettled([...running.values()].map(({ done }) => done));
    },
  };
};
