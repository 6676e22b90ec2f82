import * as t from 'io-ts';
import { MapReference } from './map-reference.js';
import { ScanState } from './scan.js';

/**
 * A map as it is asked for and kept. Times are milliseconds since 1970, UTC.
 *
 * - `target`: what was asked for: a domain, a domain with a netblock after a colon, or `none` with one.
 * - `domain`: the domain of that; empty text for none.
 * - `saved`: whether the map is kept (`save_report=yes`).
 * - `hosts`: how many addresses are on it.
 * - `leftOut`: a target list of what the domain resolves to and may not be asked; empty text for none.
 * - `mapHost`: what mapped, for HEADER's SCAN_HOST.
 * - `trace`: what ties together all that is done for it, as a `traceparent` (W3C Trace Context).
 */
export const KeptMap = t.readonly(
  t.intersection([
    t.type({
      ref: MapReference,
      account: t.string,
      target: t.string,
      domain: t.string,
      title: t.string,
      option: t.string,
      saved: t.boolean,
      simulated: t.boolean,
      state: ScanState,
      startedAt: t.number,
      hosts: t.number,
      leftOut: t.string,
      mapHost: t.string,
    }),
    t.partial({ endedAt: t.number, failure: t.string, trace: t.string }),
  ]),
  'KeptMap',
);
export type KeptMap = t.TypeOf<typeof KeptMap>;
