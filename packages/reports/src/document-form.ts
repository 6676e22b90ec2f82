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

/** Looks at the beginning of a document; its pieces may be overwritten by the next. */
export const beginDocument = async (source: AsyncIterable<Uint8Array>): Promise<Begun> => {
  const { found, all } = await lookAhead(source, (piece) => piece.find((byte) => !BLANKS.has(byte)));
  return { isCsv: CSV_SIGNS.has(found), all };
};
