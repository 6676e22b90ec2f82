import { APOSTROPHE, CLOSE_BRACKET, GREATER, isBlank, OPEN_BRACKET, QUOTE } from './byte.js';

/** How far the end of a document type has been looked for. */
export interface DoctypeSearch {
  readonly at: number;
  /** The open quote, 0 for none. */
  readonly quote: number;
  readonly inSubset: boolean;
}

/** One past the end, how to go on when more bytes have come, or where the internal subset declares something. */
export type DoctypeSighting =
  { readonly end: number } | { readonly again: DoctypeSearch } | { readonly declares: number };

/** Looks for the end of a document type. */
export const findDoctypeEnd = (bytes: Uint8Array, search: DoctypeSearch, end: number): DoctypeSighting => {
  let { quote, inSubset } = search;
  for (let i = search.at; i < end; i += 1) {
    const byte = bytes[i] ?? 0;
    if (quote !== 0) {
      if (byte === quote) quote = 0;
    } else if (inSubset) {
      if (byte === CLOSE_BRACKET) inSubset = false;
      else if (!isBlank(byte)) return { declares: i };
    } else if (byte === OPEN_BRACKET) {
      inSubset = true;
    } else if (byte === QUOTE || byte === APOSTROPHE) {
      quote = byte;
    } else if (byte === GREATER) {
      return { end: i + 1 };
    }
  }
  return { again: { at: end, quote, inSubset } };
};
