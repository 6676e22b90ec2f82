import { utf8Text } from '../bytes/utf8-text.js';

/** Longest text that is looked up, in bytes; most values of a report are shorter and come again and again. */
const SHORT = 24;
const WORDS = SHORT / 4;
const SLOTS = 4096;
/** A bit of each byte that is no ASCII. */
const HIGH = 0x80808080;

/**
 * Makes strings of bytes that are known to be UTF-8. Short texts in ASCII are remembered: making a string costs
 * more than finding one, and without that reports take 1.1 to 1.3 times as long. Of a text that came once only its
 * bytes are: strings that are kept and never wanted again cost more than they save, in memory too.
 */
export class Texts {
  /** Empty while a text has come only once. */
  readonly #known: string[] = new Array<string>(SLOTS).fill('');
  /** The bytes of what is known, in words of four, filled up with zeros. */
  readonly #words = new Int32Array(SLOTS * WORDS);
  readonly #lengths = new Uint8Array(SLOTS);

  /** The text from `start` to `end`, of at least one byte. Three bytes behind are read, and must be there. */
  of(bytes: Uint8Array, view: DataView, start: number, end: number): string {
    const length = end - start;
    if (length > SHORT) return utf8Text(bytes, start, end);
    const whole = end - (length & 3);
    // A shift by the bits that do not belong to the text: of none of the last word, or of some.
    const rest = whole === end ? 0 : (view.getInt32(whole, true) << ((4 - (length & 3)) * 8)) | 0;
    let hash = rest ^ length;
    let all = rest;
    for (let i = start; i < whole; i += 4) {
      const word = view.getInt32(i, true);
      all |= word;
      hash = Math.imul(hash ^ word, 0x9e3779b1) ^ (hash >>> 15);
    }
    if ((all & HIGH) !== 0) return utf8Text(bytes, start, end);
    const slot = (hash ^ (hash >>> 12) ^ (hash >>> 24)) & (SLOTS - 1);
    if (this.#lengths[slot] !== length || !this.#isKnown(slot, view, start, whole, rest)) {
      this.#remember(slot, length, view, start, whole, rest);
      return utf8Text(bytes, start, end);
    }
    const known = this.#known[slot] ?? '';
    if (known !== '') return known;
    const text = utf8Text(bytes, start, end);
    this.#known[slot] = text;
    return text;
  }

  #isKnown(slot: number, view: DataView, start: number, whole: number, rest: number): boolean {
    let word = slot * WORDS;
    for (let i = start; i < whole; i += 4) {
      if (this.#words[word] !== view.getInt32(i, true)) return false;
      word += 1;
    }
    return rest === 0 || this.#words[word] === rest;
  }

  #remember(slot: number, length: number, view: DataView, start: number, whole: number, rest: number): void {
    let word = slot * WORDS;
    for (let i = start; i < whole; i += 4) {
      this.#words[word] = view.getInt32(i, true);
      word += 1;
    }
    if (rest !== 0) this.#words[word] = rest;
    this.#lengths[slot] = length;
    this.#known[slot] = '';
  }
}
