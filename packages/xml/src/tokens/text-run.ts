import { AMPERSAND, GREATER, LESS } from '../bytes/byte.js';

/** 1 for each byte that means something in text: `<`, `>` and `&`. */
const MEANS = new Uint8Array(256);
for (const byte of [LESS, GREATER, AMPERSAND]) MEANS[byte] = 1;

/**
 * Where the first `<`, `>` or `&` stands at `start` or behind; there must be one, with three bytes behind it.
 *
 * Four bytes are looked at together (one by one, whole reports take 1.1 times as long): one of them is zero after
 * an exclusive or with what is looked for exactly if `(x - 0x01010101) & ~x & 0x80808080` is not, and `<` and `>`
 * differ in one bit only.
 */
export const plainTextEnd = (bytes: Uint8Array, view: DataView, start: number): number => {
  let i = start;
  for (;;) {
    const word = view.getInt32(i, true);
    const angle = (word | 0x02020202) ^ 0x3e3e3e3e;
    const ampersand = word ^ 0x26262626;
    if ((((angle - 0x01010101) & ~angle) | ((ampersand - 0x01010101) & ~ampersand)) & 0x80808080) break;
    i += 4;
  }
  while (MEANS[bytes[i] ?? 0] === 0) i += 1;
  return i;
};
