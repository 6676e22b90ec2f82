import type { MapHost } from '@openguard/model';
import type { AddressSet } from '@openguard/targets';

/** What a map engine is asked to map. `profile` is one of the names in `profiles`. */
export interface EngineMapRequest {
  /** The domain whose hosts are looked for; left out when a netblock alone is mapped. */
  readonly domain?: string;
  /** The addresses that are mapped besides what the domain resolves to; may be empty. */
  readonly netblock: AddressSet;
  /** The addresses that may be asked; whatever else the domain resolves to is left out. */
  readonly allowed: AddressSet;
  readonly profile: string;
}

/**
 * What an engine says while it maps.
 *
 * - `host`: one host or router; final, and told once. Its links lead to addresses that are told, too.
 * - `left-out`: the domain resolves to these addresses, and they may not be asked.
 * - `progress`: `done` is the share of the work that is done, 0 to 1.
 */
export type MapEvent =
  | { readonly kind: 'host'; readonly host: MapHost }
  | { readonly kind: 'left-out'; readonly addresses: AddressSet }
  | { readonly kind: 'progress'; readonly done: number };

/** The port that every map engine fulfils. */
export interface MapEngine {
  /** Maps of a simulated engine are marked, and never share a store with real ones. */
  readonly simulated: boolean;
  /** The names that the API's `option` accepts; the first is used when none is asked for. */
  readonly profiles: readonly string[];
  /** What maps, for HEADER's SCAN_HOST; rejects with `OG_ENGINE_MISSING` when nothing can. */
  readonly describe: () => Promise<string>;
  /**
   * Maps. The iteration ends only when the map is whole; otherwise it rejects, with the codes of a scan
   * engine. Hosts that were told before a rejection stand.
   */
  readonly map: (request: EngineMapRequest, signal: AbortSignal) => AsyncIterable<MapEvent>;
}
