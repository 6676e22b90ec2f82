import * as t from 'io-ts';

export interface MapReferenceBrand {
  readonly MapReference: unique symbol;
}

const LATER = /^map\/[0-9]{1,12}\.[0-9]{1,9}$/;
const PRINTED = /^[^\p{C}/]{1,64}\/map\/[0-9]{4}(?:\.[0-9]{2}){2}\.[0-9]{2}(?::[0-9]{2}){2}$/u;

/**
 * The key of a map: `map/993593085.18806` like that of a scan, or, as Appendix I prints it, the account and
 * the date: `user account/map/2001.06.28.02:13:20`.
 */
export const MapReference = t.brand(
  t.string,
  (text): text is t.Branded<string, MapReferenceBrand> => LATER.test(text) || PRINTED.test(text),
  'MapReference',
);
export type MapReference = t.TypeOf<typeof MapReference>;
