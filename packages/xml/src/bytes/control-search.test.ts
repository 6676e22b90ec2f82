import { describe, expect, it } from 'vitest';
import { CONTROLS, hasControl } from './control-search.js';
import { hasControlInVectors } from './vector-search.js';

const PAGE = 64 * 1024;
const LENGTHS = [1, 15, 16, 17, 1000, PAGE - 1, PAGE, PAGE + 1, 2 * PAGE + 5];

describe('the search for controls', () => {
  it('finds each that XML forbids, and nothing else, wherever it stands', () => {
    expect(hasControlInVectors(new Uint8Array(PAGE).fill(0x20)), 'this Node knows vectors').toBe(false);
    for (const length of LENGTHS) {
      const piece = new Uint8Array(length).fill(0xc3);
      for (const at of [0, Math.floor(length / 2), length - 1]) {
        for (let byte = 0; byte < 256; byte += 1) {
          piece[at] = byte;
          const found = [hasControlInVectors(piece), hasControl(piece)];
          expect(found, `${byte} at ${at} of ${length}`).toEqual(Array(2).fill(CONTROLS.includes(byte)));
        }
        piece[at] = 0xc3;
      }
    }
  });

  it('looks at no byte of the piece before', () => {
    expect(hasControlInVectors(new Uint8Array(PAGE).fill(1))).toBe(true);
    expect(hasControlInVectors(Uint8Array.of(0x20))).toBe(false);
  });
});
