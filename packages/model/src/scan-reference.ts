import * as t from 'io-ts';

export interface ScanReferenceBrand {
  readonly ScanReference: unique symbol;
}

/** The key of a scan, such as `scan/993593085.18806`: seconds since 1970, a dot, a serial number. */
export const ScanReference = t.brand(
  t.string,
  (text): text is t.Branded<string, ScanReferenceBrand> => /^scan\/[0-9]{1,12}\.[0-9]{1,9}$/.test(text),
  'ScanReference',
);
export type ScanReference = t.TypeOf<typeof ScanReference>;
