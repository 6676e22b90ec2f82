import { lookAhead } from './look-ahead.js';

/** A document of which the beginning was looked at. */
export interface Begun {
  /** Whether it is a list as CSV: XML begins with another sign. */
  readonly isCsv: boolean;
  readonly all: AsyncIterable<Uint8Array>;
}

const BLANKS: ReadonlySet<number | undefined> = new Set([0x09, 0x0a, 0x0d, 0x20, 0xef, 0xbb, 0xbf]);
/** `-` of a mark and `"` of a heading. */
const CSV_SIGNS: ReadonlySet<number | undefined> = new Set([0x2d, 0x22]);

/** So many blanks before a document say nothing more of it: no CSV begins with them, and they need not be held. */
const MANY = 64 * 1024;
const LESS = 0x3c;

/** Looks at the beginning of a document; its pieces may be overwritten by the next. */
export const beginDocument = async (source: AsyncIterable<Uint8Array>): Promise<Begun> => {
  let length = 0;
  const { found, all } = await lookAhead(source, (piece) => {
    length += piece.length;
    return piece.find((byte) => !BLANKS.has(byte)) ?? (length > MANY ? LESS : undefined);
  });
  return { isCsv: CSV_SIGNS.has(found), all };
};
