import { MapReference, ScanReference } from '@openguard/model';
import * as E from 'fp-ts/lib/Either.js';
import type { Parameter } from './parameter.js';

/** The reference of a scan, such as `scan/987659876.19876`. */
export const scanReference = (name: string): Parameter<ScanReference> => ({
  name,
  required: false,
  read: (value) =>
    ScanReference.is(value) ? E.right(value) : E.left('a reference looks like scan/987659876.19876'),
  write: (value) => value,
});

/** The reference of a map, such as `map/987659876.19876`. */
export const mapReference = (name: string): Parameter<MapReference> => ({
  name,
  required: false,
  read: (value) =>
    MapReference.is(value) ? E.right(value) : E.left('a reference looks like map/987659876.19876'),
  write: (value) => value,
});

/** The reference of a scan or of a map. */
export const anyReference = (name: string): Parameter<ScanReference | MapReference> => ({
  name,
  required: false,
  read: (value) =>
    ScanReference.is(value) || MapReference.is(value)
      ? E.right(value)
      : E.left('a reference looks like scan/987659876.19876 or map/987659876.19876'),
  write: (value) => value,
});
