import { CLOSE_BRACKET, GREATER, HYPHEN, QUESTION } from '../bytes/byte.js';
import { findByte } from '../bytes/find-byte.js';

/**
 * Where something ends: one past it, or, when that is not in sight yet, from where to look again when more
 * bytes have come; `wrong` is the position of something that may not stand there.
 */
export type Sighting = { readonly end: number } | { readonly again: number } | { readonly wrong: number };

/** Looks for the end of a comment, `-->`; `--` may not stand inside. */
export const findCommentEnd = (bytes: Uint8Array, from: number, end: number): Sighting => {
  for (let i = from; i < end; i += 1) {
    if (bytes[i] !== HYPHEN) continue;
    if (i + 2 >= end) return { again: i };
    if (bytes[i + 1] !== HYPHEN) continue;
    return bytes[i + 2] === GREATER ? { end: i + 3 } : { wrong: i };
  }
  return { again: end };
};

/** Looks for the end of a CDATA section, `]]>`. */
export const findCdataEnd = (visible: Uint8Array, from: number): Sighting => {
  for (let i = from; ; i += 1) {
    i = findByte(visible, CLOSE_BRACKET, i);
    if (i === -1) return { again: visible.length };
    if (i + 2 >= visible.length) return { again: i };
    if (visible[i + 1] === CLOSE_BRACKET && visible[i + 2] === GREATER) return { end: i + 3 };
  }
};

/** Looks for the end of a processing instruction, `?>`. */
export const findInstructionEnd = (bytes: Uint8Array, from: number, end: number): Sighting => {
  for (let i = from; i + 1 < end; i += 1) {
    if (bytes[i] === QUESTION && bytes[i + 1] === GREATER) return { end: i + 2 };
  }
  return { again: Math.max(from, end - 1) };
};
