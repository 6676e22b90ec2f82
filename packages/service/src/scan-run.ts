import { isOpenGuardError, OpenGuardError } from '@openguard/errors';
import type { Scan } from '@openguard/model';
import type { EngineEvent, ScanEngine } from '@openguard/scan-engine';
import type { Store } from '@openguard/storage';
import {
  difference,
  formatAddressSet,
  normalise,
  parseAddress,
  union,
  type AddressSet,
} from '@openguard/targets';
import { notKept } from './not-kept.js';
import { publicReason } from './public-reason.js';
import { stopReason } from './stop-reason.js';

/** What one scan is run with. */
export interface RunOptions {
  readonly store: Store;
  readonly engine: ScanEngine;
  readonly clock: () => number;
  readonly onProgress: (done: number) => void;
  /** Asked when the scan's turn comes: why it may not run after all, if it may not. */
  readonly objection: () => Promise<string | undefined>;
}

const hostAddress = (ip: string): AddressSet => {
  const parsed = parseAddress(ip);
  return parsed._tag === 'Right' ? [{ first: parsed.right, last: parsed.right }] : [];
};

/** Keeps count of what an engine has reported. */
class Tally {
  #alive: AddressSet = [];
  #notAlive: AddressSet = [];
  hosts = 0;

  add(event: EngineEvent): void {
    if (event.kind === 'not-alive') this.#notAlive = union(this.#notAlive, event.addresses);
    if (event.kind !== 'host') return;
    this.#alive = union(this.#alive, hostAddress(event.host.ip));
    this.hosts += 1;
  }

  close(targets: AddressSet): Pick<Scan, 'hostsAlive' | 'notAlive' | 'notScanned'> {
    return {
      hostsAlive: this.hosts,
      notAlive: formatAddressSet(this.#notAlive),
      notScanned: formatAddressSet(difference(normalise(targets), union(this.#alive, this.#notAlive))),
    };
  }
}

/**
 * Runs a scan that is already stored. Each host is stored as soon as it is done. Resolves to the record of how it
 * ended, `failed` when that could not be stored; `unexpected` gets an error that is none of ours.
 */
export const runScan = async (
  scan: Scan,
  profile: string,
  targets: AddressSet,
  { store, engine, clock, onProgress, objection }: RunOptions,
  signal: AbortSignal,
  unexpected: (error: unknown) => void,
): Promise<Scan> => {
  const tally = new Tally();
  let failure: string | undefined;
  try {
    if (signal.aborted) throw new OpenGuardError('OG_SCAN_CANCELLED', 'The scan did not begin.');
    const objected = await objection();
    if (objected !== undefined) throw new OpenGuardError('OG_ENGINE_SCOPE', objected);
    for await (const event of engine.scan({ targets, profile }, signal)) {
      if (event.kind === 'host') {
        const key = { ref: scan.ref, batch: 0 };
        if (!(await store.putHost(key, event.host, new Uint8Array()))) throw notKept(scan.ref);
      }
      if (event.kind === 'progress') onProgress(event.done);
      tally.add(event);
    }
  } catch (error) {
    const reason = publicReason(error, unexpected);
    failure = signal.aborted ? stopReason(signal) : reason;
  }
  const closed = tally.close(targets);
  const complete = failure === undefined && closed.notScanned === '';
  const ended: Scan = {
    ...scan,
    ...closed,
    // A scan that was cut off before any host was done has nothing to keep.
    saved: scan.saved && (complete || tally.hosts > 0),
    endedAt: clock(),
    state: complete ? 'finished' : tally.hosts > 0 || signal.aborted ? 'interrupted' : 'failed',
    ...(complete ? {} : { failure: failure ?? 'The scan engine did not report every target.' }),
  };
  try {
    if (await store.closeScan(ended)) return ended;
    throw notKept(scan.ref);
  } catch (error) {
    // A full disk, say. What was stored stays; the record is closed when the server starts again.
    if (!isOpenGuardError(error)) throw error;
    return { ...ended, state: 'failed', failure: publicReason(error, unexpected) };
  }
};
