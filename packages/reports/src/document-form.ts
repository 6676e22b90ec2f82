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
  const pieces = source[Symbol.asyncIterator]();
  const seen: Uint8Array[] = [];
  let sign: number | undefined;
  for (let next = await pieces.next(); next.done !== true; next = await pieces.next()) {
    seen.push(Uint8Array.from(next.value));
    sign = next.value.find((byte) => !BLANKS.has(byte));
    if (sign !== undefined) break;
  }
  const all = (async function* () {
    try {
      yield* seen;
      seen.length = 0;
      for (let next = await pieces.next(); next.done !== true; next = await pieces.next()) yield next.value;
    } finally {
      await pieces.return?.();
    }
  })();
  return { isCsv: CSV_SIGNS.has(sign), all };
};
