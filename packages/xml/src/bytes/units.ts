import { firstInadmissible } from './admission.js';
import type { Units } from './transcoder.js';
import { codeAt, unfinishedTail, unitAt } from './utf8.js';

const isAscii = (bytes: Uint8Array): boolean => {
  let all = 0;
  for (const byte of bytes) all |= byte;
  return all < 0x80;
};

/** An encoding of one byte each; `high` are the characters from 0x80 on, -1 for none. */
const singleByte = (high: (byte: number) => number): Units => {
  const codes = Int32Array.from({ length: 256 }, (_, byte) => (byte < 0x80 ? byte : high(byte)));
  return {
    lengthAt: () => 1,
    codeAt: (bytes, at) => codes[bytes[at] ?? 0] ?? -1,
    asTheyAre: (bytes) => (isAscii(bytes) && firstInadmissible(bytes) === undefined ? bytes.length : 0),
  };
};

// What Windows-1252 has where ISO-8859-1 has controls; five bytes are none.
const WINDOWS_1252 = [
  0x20ac, -1, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, -1,
  0x017d, -1, -1, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a,
  0x0153, -1, 0x017e, 0x0178,
];

const isHigh = (unit: number): boolean => (unit & 0xfc00) === 0xd800;
const isLow = (unit: number): boolean => (unit & 0xfc00) === 0xdc00;

/** @param first which byte of two is the higher one */
const utf16 = (first: 0 | 1): Units => {
  const unit = (bytes: Uint8Array, at: number): number =>
    ((bytes[at + first] ?? 0) << 8) | (bytes[at + 1 - first] ?? 0);
  return {
    lengthAt: (bytes, at) => {
      if (at + 2 > bytes.length) return 0;
      if (!isHigh(unit(bytes, at))) return 2;
      if (at + 4 > bytes.length) return 0;
      return isLow(unit(bytes, at + 2)) ? 4 : 2;
    },
    codeAt: (bytes, at, length) => {
      const code = unit(bytes, at);
      if (length === 4) return 0x10000 + ((code & 0x3ff) << 10) + (unit(bytes, at + 2) & 0x3ff);
      return isHigh(code) || isLow(code) ? -1 : code;
    },
    asTheyAre: () => 0,
  };
};

/** What is read character by character. UTF-8 stands here for documents that are to be mended. */
export const UNITS = {
  'US-ASCII': singleByte(() => -1),
  'ISO-8859-1': singleByte((byte) => byte),
  'WINDOWS-1252': singleByte((byte) => WINDOWS_1252[byte - 0x80] ?? byte),
  'UTF-16BE': utf16(0),
  'UTF-16LE': utf16(1),
  'UTF-8': {
    lengthAt: (bytes, at) => {
      const { kind, length } = unitAt(bytes, at);
      return kind === 'unfinished' ? 0 : length;
    },
    codeAt: (bytes, at, length) => (unitAt(bytes, at).kind === 'character' ? codeAt(bytes, at, length) : -1),
    asTheyAre: (bytes) => {
      const length = bytes.length - unfinishedTail(bytes);
      return firstInadmissible(bytes.subarray(0, length)) === undefined ? length : 0;
    },
  },
} as const satisfies Readonly<Record<string, Units>>;

/** The encodings that are read, by their names. */
export type Encoding = keyof typeof UNITS;
