import { findByte } from './find-byte.js';
import { hasControlInVectors } from './vector-search.js';

/** Controls that XML forbids: all but tab, line feed and carriage return. */
export const CONTROLS: readonly number[] = Array.from({ length: 32 }, (_, byte) => byte).filter(
  (byte) => ![0x09, 0x0a, 0x0d].includes(byte),
);

/** Bytes that fit into the nearest cache while they are gone through for each control. */
const BLOCK = 16 * 1024;

const hasControlIn = (block: Uint8Array): boolean =>
  CONTROLS.some((control) => findByte(block, control, 0) !== -1);

/** Whether a control stands in a piece that XML forbids. */
export const hasControl = (bytes: Uint8Array): boolean => {
  const found = hasControlInVectors(bytes);
  if (found !== undefined) return found;
  for (let from = 0; from < bytes.length; from += BLOCK) {
    if (hasControlIn(bytes.subarray(from, from + BLOCK))) return true;
  }
  return false;
};
