import { findByte } from './find-byte.js';

/** Where the first byte stands that may not be in a document, and what is wrong with it. */
export interface Inadmissible {
  readonly position: number;
  /** Bytes that are not UTF-8, or a character that XML 1.0 §2.2 forbids. */
  readonly kind: 'encoding' | 'character';
  /** The character, such as `U+0001`; empty for bytes that are none. */
  readonly found: string;
}

interface Builtins {
  readonly process?: {
    readonly getBuiltinModule?: (
      id: 'node:buffer',
    ) => { readonly isUtf8: (bytes: Uint8Array) => boolean } | undefined;
  };
}

const builtins = globalThis as Builtins;
const native = builtins.process?.getBuiltinModule?.('node:buffer');

/** Controls that XML forbids: all but tab, line feed and carriage return. */
const CONTROLS = Array.from({ length: 32 }, (_, byte) => byte).filter((byte) => ![9, 10, 13].includes(byte));

const firstControl = (bytes: Uint8Array): number => {
  let first = -1;
  for (const control of CONTROLS) {
    const at = findByte(bytes, control, 0);
    if (at !== -1 && (first === -1 || at < first)) first = at;
  }
  return first;
};

/** The first U+FFFE or U+FFFF, whose bytes are EF BF BE and EF BF BF. */
const firstNonCharacter = (bytes: Uint8Array): number => {
  for (let at = findByte(bytes, 0xef, 0); at !== -1; at = findByte(bytes, 0xef, at + 1)) {
    if (bytes[at + 1] === 0xbf && (bytes[at + 2] ?? 0) >= 0xbe) return at;
  }
  return -1;
};

/** Bytes of the character that begins with this one; 0 when none does (RFC 3629 §4). */
const lengthOf = (lead: number): number => {
  if (lead < 0x80) return 1;
  if (lead < 0xc2) return 0;
  if (lead < 0xe0) return 2;
  if (lead < 0xf0) return 3;
  return lead < 0xf5 ? 4 : 0;
};

/** Whether the second byte of a character fits to its first: no overlong forms, no surrogates, no more than U+10FFFF. */
const fits = (lead: number, second: number): boolean => {
  if ((second & 0xc0) !== 0x80) return false;
  if (lead === 0xe0) return second >= 0xa0;
  if (lead === 0xed) return second < 0xa0;
  if (lead === 0xf0) return second >= 0x90;
  if (lead === 0xf4) return second < 0x90;
  return true;
};

/** Whether what follows a lead byte may yet become its character: each byte that is there fits. */
const mayBecome = (bytes: Uint8Array, start: number, length: number): boolean => {
  const lead = bytes[start] ?? 0;
  for (let i = 1; i < length && start + i < bytes.length; i += 1) {
    const byte = bytes[start + i] ?? 0;
    if (i === 1 ? !fits(lead, byte) : (byte & 0xc0) !== 0x80) return false;
  }
  return true;
};

/** Where the first character stands that is none; the end when all are. */
const firstInvalid = (bytes: Uint8Array): number => {
  let i = 0;
  while (i < bytes.length) {
    const length = lengthOf(bytes[i] ?? 0);
    if (length === 0 || i + length > bytes.length || !mayBecome(bytes, i, length)) return i;
    i += length;
  }
  return i;
};

/** How many bytes at the end are the beginning of a character that may be completed by what follows. */
export const unfinishedTail = (bytes: Uint8Array): number => {
  for (let back = 1; back <= 3 && back <= bytes.length; back += 1) {
    const start = bytes.length - back;
    const byte = bytes[start] ?? 0;
    if ((byte & 0xc0) === 0x80) continue;
    const length = lengthOf(byte);
    return length > back && mayBecome(bytes, start, length) ? back : 0;
  }
  return 0;
};

const isUtf8 = (bytes: Uint8Array): boolean =>
  native === undefined ? firstInvalid(bytes) === bytes.length : native.isUtf8(bytes);

const named = (code: number): string => `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;

/**
 * Looks at a piece of whole characters for the first that may not stand in XML. Done once for each piece, by
 * native searches, so that text need not be looked at where it becomes a string.
 */
export const firstInadmissible = (bytes: Uint8Array): Inadmissible | undefined => {
  const control = firstControl(bytes);
  const nonCharacter = firstNonCharacter(bytes);
  const invalid = isUtf8(bytes) ? -1 : firstInvalid(bytes);
  const places = [control, nonCharacter, invalid].filter((place) => place !== -1);
  if (places.length === 0) return undefined;
  const position = Math.min(...places);
  if (position === invalid) return { position, kind: 'encoding', found: '' };
  const found =
    position === control ? named(bytes[position] ?? 0) : named(0xff00 + 0x40 + (bytes[position + 2] ?? 0));
  return { position, kind: 'character', found };
};
