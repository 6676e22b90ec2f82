import { gzipSync, unzipSync } from 'node:zlib';
import { numberOf } from '../sql/column.js';
import type { Row } from '../sql/work.js';

/** What a host's row says of its written bytes: there are none, or there are. Older stores have 2, too, for texts. */
const FORMS = { none: 0, bytes: 1 } as const;

/** Bytes that are fewer are not worth packing. */
const LEAST_PACKED = 1024;

/** The quickest packing; slower ones make them hardly fewer. */
const QUICKEST = { level: 1 };

/** The smallest piece that zlib takes. */
const LEAST_CHUNK = 64;

/**
 * Written bytes as they are stored: as they are, or packed (gzip) with how many they were. Packed ones have a column of
 * their own, where a program that knows nothing of packing misses them instead of sending them as they are.
 */
export interface StoredBytes {
  readonly form: number;
  readonly bytes: Uint8Array | null;
  readonly packed: Uint8Array | null;
  readonly size: number | null;
}

/** Written bytes as they are stored, packed when that is wanted and makes them fewer. */
export const storedBytes = (written: Uint8Array, pack: boolean): StoredBytes => {
  const none = { form: FORMS.none, bytes: null, packed: null, size: null };
  if (written.length === 0) return none;
  const asTheyAre = { ...none, form: FORMS.bytes, bytes: written };
  if (!pack || written.length < LEAST_PACKED) return asTheyAre;
  const packed = gzipSync(written, QUICKEST);
  return packed.length < written.length
    ? { ...none, form: FORMS.bytes, packed, size: written.length }
    : asTheyAre;
};

/** Whether a row, with its `form`, is of a host that was stored without written bytes. */
export const isUnwritten = (row: Row): boolean => numberOf(row, 'form') === FORMS.none;

/** Packed bytes as they were; undefined when they are damaged, which their checksums and their size tell. */
const unpacked = (packed: Uint8Array, size: number): Uint8Array | undefined => {
  // Room for all of them and some: they are unpacked in one piece, in half the time of many.
  const room = size + LEAST_CHUNK;
  try {
    const bytes = unzipSync(packed, { chunkSize: room, maxOutputLength: room });
    return bytes.length === size ? bytes : undefined;
  } catch {
    // Expected: whatever zlib says of bytes that it cannot read.
    return undefined;
  }
};

/** The written bytes of a row of `NEXT_WRITTEN`; undefined when they are damaged. */
export const bytesOf = (row: Row): Uint8Array | undefined => {
  const { bytes, size } = row;
  if (!(bytes instanceof Uint8Array)) return undefined;
  return size === null ? bytes : unpacked(bytes, numberOf(row, 'size'));
};

/** Whether a row's bytes are packed so that they can be unpacked with others at once: older stores have zlib, too. */
const isGzip = ({ bytes, size }: Row): boolean =>
  size !== null && bytes instanceof Uint8Array && bytes[0] === 0x1f && bytes[1] === 0x8b;

/** How many bytes a row's written bytes are. */
export const lengthOf = (row: Row): number =>
  row['size'] === null
    ? row['bytes'] instanceof Uint8Array
      ? row['bytes'].length
      : 0
    : numberOf(row, 'size');

/**
 * The written bytes of rows one after the other, those of packed ones together: to unpack a page at once takes a third of
 * the processor time of host after host. `damaged` gets the first row whose bytes are, and throws.
 */
export function* joinedBytes(
  rows: readonly Row[],
  damaged: (row: Row) => never,
): Generator<Uint8Array, void, undefined> {
  const bytesOrRefusal = (row: Row): Uint8Array => bytesOf(row) ?? damaged(row);
  for (let from = 0; from < rows.length;) {
    const until = rows.findIndex((row, index) => index >= from && !isGzip(row));
    const run = rows.slice(from, until === -1 ? undefined : Math.max(until, from + 1));
    from += run.length;
    const packed = run.flatMap(({ bytes }) => (bytes instanceof Uint8Array ? [bytes] : []));
    const size = run.reduce((sum, row) => sum + lengthOf(row), 0);
    const whole = run.length === 1 ? undefined : unpacked(Buffer.concat(packed), size);
    if (whole === undefined) yield* run.map(bytesOrRefusal);
    else yield whole;
  }
}
