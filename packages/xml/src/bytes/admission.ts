import { CONTROLS, hasControl } from './control-search.js';
import { byteName, codeName, type Inadmissible } from './decoder.js';
import { findByte } from './find-byte.js';
import { codeAt, unitAt } from './utf8.js';

/** Where something stands that may not be in a document, and what it is. */
export interface Stray extends Inadmissible {
  readonly position: number;
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

/** Fewer bytes than this are looked at one by one: 30 native calls cost as much as a loop over some 700. */
const SMALL = 512;

const IS_CONTROL = new Uint8Array(256);
for (const control of CONTROLS) IS_CONTROL[control] = 1;

const isNonCharacter = (bytes: Uint8Array, at: number): boolean =>
  bytes[at] === 0xef && bytes[at + 1] === 0xbf && (bytes[at + 2] ?? 0) >= 0xbe;

/** Whether U+FFFE or U+FFFF is there; their bytes are EF BF BE and EF BF BF. */
const hasNonCharacter = (bytes: Uint8Array): boolean => {
  for (let at = findByte(bytes, 0xef, 0); at !== -1; at = findByte(bytes, 0xef, at + 1)) {
    if (isNonCharacter(bytes, at)) return true;
  }
  return false;
};

/** Looks at one character after the other. */
const firstStray = (bytes: Uint8Array): Stray | undefined => {
  let i = 0;
  while (i < bytes.length) {
    const byte = bytes[i] ?? 0;
    if (byte < 0x80) {
      if (IS_CONTROL[byte] === 1) return { position: i, kind: 'character', found: codeName(byte) };
      i += 1;
      continue;
    }
    const { kind, length } = unitAt(bytes, i);
    if (kind !== 'character') return { position: i, kind: 'encoding', found: byteName(byte) };
    if (isNonCharacter(bytes, i)) {
      return { position: i, kind: 'character', found: codeName(codeAt(bytes, i, length)) };
    }
    i += length;
  }
  return undefined;
};

/**
 * Looks at a piece of whole characters in UTF-8 for the first that may not stand in XML. Done once for each
 * piece, so that text need not be looked at where it becomes a string; by native searches as long as they find
 * nothing: with a loop, reports take 1.5 to 2.8 times as long.
 */
export const firstInadmissible = (bytes: Uint8Array): Stray | undefined => {
  if (bytes.length < SMALL || native === undefined) return firstStray(bytes);
  const isClean = !hasControl(bytes) && native.isUtf8(bytes) && !hasNonCharacter(bytes);
  return isClean ? undefined : firstStray(bytes);
};
