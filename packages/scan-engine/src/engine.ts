import type { KnownLookup } from './known.js';
import type { SnmpAccess } from './snmp/snmp-access.js';
import type { HostReport } from '@openguard/model';
import type { AddressSet } from '@openguard/targets';

/**
 * Reserves hosts for whoever scans them: resolves, once nobody else has one of them, to what frees them again. Rejects
 * when the signal aborts before.
 */
export type Reserve = (addresses: AddressSet, signal: AbortSignal) => Promise<() => Promise<void>>;

/** What an engine is asked to scan. `profile` is one of the names in `profiles`. */
export interface EngineRequest {
  readonly targets: AddressSet;
  readonly profile: string;
  /** Domains of whoever asks: name servers among the targets are asked whether they hand out these zones. */
  readonly domains?: readonly string[];
  /** How agents are asked by SNMP, where whoever asks has said so. */
  readonly snmp?: readonly SnmpAccess[];
  /** What is published for versions; left out when nothing is known. */
  readonly known?: KnownLookup;
  /** Keeps other processes from the hosts that are looked at; left out where there are none. */
  readonly reserve?: Reserve;
}

/**
 * What an engine says while it scans.
 *
 * - `host`: one host is done; its report is final and can be stored at once.
 * - `not-alive`: these addresses were asked and did not answer.
 * - `progress`: `done` is the share of the scan's time that has passed, 0 to 1, which never falls; `left` is how many
 *   seconds the rest is expected to take, absent as long as nobody knows.
 */
export type EngineEvent =
  | { readonly kind: 'host'; readonly host: HostReport }
  | { readonly kind: 'not-alive'; readonly addresses: AddressSet }
  | { readonly kind: 'progress'; readonly done: number; readonly left?: number };

/** The port that every scan engine fulfils. */
export interface ScanEngine {
  /** Reports of a simulated engine are marked, and never share a store with real ones. */
  readonly simulated: boolean;
  /** The names that the API's `option` accepts; the first is used when none is asked for. */
  readonly profiles: readonly string[];
  /** How many addresses it likes to be given in one go: a large scan is cut into parts of so many. */
  readonly hostsPerBatch: number;
  /** What scans, for HEADER's SCAN_HOST; rejects with `OG_ENGINE_MISSING` when nothing can. */
  readonly describe: () => Promise<string>;
  /**
   * Scans. The iteration ends only when every target has been reported as a host or as not alive;
   * otherwise it rejects: `OG_ENGINE_SCOPE` (a target outside the engine's own scope; nothing was sent),
   * `OG_ENGINE_MISSING`, `OG_ENGINE_EXIT`, `OG_ENGINE_OUTPUT`, or `OG_SCAN_CANCELLED` when `signal` aborts.
   * Hosts that were reported before a rejection stand.
   */
  readonly scan: (request: EngineRequest, signal: AbortSignal) => AsyncIterable<EngineEvent>;
}
