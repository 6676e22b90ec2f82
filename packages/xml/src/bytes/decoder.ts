/** Why bytes may not be in a document: they are no characters of the encoding, or one that XML forbids. */
export interface Inadmissible {
  readonly kind: 'encoding' | 'character';
  /** The byte, such as `0xE9`, or the character, such as `U+0001`. */
  readonly found: string;
}

/** Characters in UTF-8 that may be in a document; `wrong` is what stands behind them, if that may not. */
export interface Decoded {
  readonly bytes: Uint8Array;
  readonly wrong: Inadmissible | undefined;
}

/** Makes UTF-8 of a document's bytes, and checks that every character may be in a document. */
export interface Decoder {
  readonly decode: (chunk: Uint8Array) => Decoded;
  /** No more bytes come: what is left of an unfinished character is wrong. */
  readonly finish: () => Decoded;
  /** Where in the document a position in all that was decoded is. */
  readonly offsetOf: (position: number) => number;
  /** No offset before this position is asked for any more. */
  readonly forget: (before: number) => void;
}

export const NO_BYTES = new Uint8Array(0);
export const NOTHING: Decoded = { bytes: NO_BYTES, wrong: undefined };

export const joined = (first: Uint8Array, second: Uint8Array): Uint8Array => {
  if (first.length === 0) return second;
  const all = new Uint8Array(first.length + second.length);
  all.set(first);
  all.set(second, first.length);
  return all;
};

/** A byte as `0xE9`. */
export const byteName = (byte: number | undefined): string =>
  `0x${(byte ?? 0).toString(16).toUpperCase().padStart(2, '0')}`;

/** A character as `U+0001`. */
export const codeName = (code: number): string => `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
