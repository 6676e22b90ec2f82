import * as t from 'io-ts';
import { ScanReference } from './scan-reference.js';

/**
 * Where a scan stands. `finished`: every target was looked at. `interrupted`: it was stopped; what is kept
 * is sound, and the rest is named as not scanned. `failed`: the engine failed before any host was done.
 */
export const ScanState = t.keyof(
  { running: null, finished: null, interrupted: null, failed: null },
  'ScanState',
);
export type ScanState = t.TypeOf<typeof ScanState>;

/**
 * A scan as it is asked for and kept. Times are milliseconds since 1970, UTC.
 *
 * - `target`: the text of the request exactly as it came; lists echo it and programs compare it as text.
 * - `saved`: whether the report is kept (`save_report=yes`).
 * - `notAlive`, `notScanned`: target lists, empty text for none.
 * - `scanHost`: what scanned, for HEADER's SCAN_HOST.
 * - `trace`: what ties together all that is done for it, as a `traceparent` (W3C Trace Context).
 */
export const Scan = t.readonly(
  t.intersection([
    t.type({
      ref: ScanReference,
      account: t.string,
      target: t.string,
      title: t.string,
      option: t.string,
      saved: t.boolean,
      simulated: t.boolean,
      state: ScanState,
      startedAt: t.number,
      hostsAlive: t.number,
      hostsTotal: t.number,
      notAlive: t.string,
      notScanned: t.string,
      scanHost: t.string,
    }),
    t.partial({ endedAt: t.number, failure: t.string, trace: t.string }),
  ]),
  'Scan',
);
export type Scan = t.TypeOf<typeof Scan>;
