import { SPACE } from '../bytes/byte.js';
import type { ByteWindow } from '../bytes/byte-window.js';

/** Longest passage that is remembered, in bytes; those of reports have up to 80. */
const LONGEST = 96;
const WORD = 8;
const WORDS = LONGEST / WORD;
/** Numbers that are kept of each passage. */
const FACTS = 4;
const NONE = -1;

/**
 * Remembers, by name, what stood from the end tag of an element to the start tag of the next one beside it, where that
 * has no attributes and only blanks stand between: `</QID>\n  <TYPE>`. Reports repeat themselves, and bytes that were
 * checked before need only be compared: a list of many small elements, all checked and none wanted, takes two thirds
 * of the time.
 */
export class NextSiblings {
  /**
   * The passages, eight bytes at a time, the last eight of each where they end. As floating-point numbers, since these
   * are the widest that are compared at once: equal ones have the same bytes, as long as no byte is 0.
   */
  #words = new Float64Array(0);
  /** Of each: its bytes, 0 if there is none; the next name; where its blanks begin and end. */
  #facts = new Int32Array(0);
  /** The name of the element that ended last, if it is the last tag that was read; its end tag. */
  #ended = NONE;
  #endTag = 0;
  #blanks = 0;

  /** How many bytes of a known passage stand at the end tag of this name; 0 if they are others. */
  lengthAt(id: number, view: DataView, start: number, end: number): number {
    const length = this.#facts[id * FACTS] ?? 0;
    const last = start + length - WORD;
    if (length === 0 || last + WORD > end) return 0;
    const words = this.#words;
    let word = id * WORDS;
    for (let i = start; i < last; i += WORD) {
      if (view.getFloat64(i, true) !== words[word]) return 0;
      word += 1;
    }
    return view.getFloat64(last, true) === words[word] ? length : 0;
  }

  /** The name of the start tag in the passage of this name. */
  nameAfter(id: number): number {
    return this.#facts[id * FACTS + 1] ?? 0;
  }

  /** How many bytes stand before its blanks. */
  blanksFrom(id: number): number {
    return this.#facts[id * FACTS + 2] ?? 0;
  }

  /** How many bytes stand before the start tag. */
  blanksTo(id: number): number {
    return this.#facts[id * FACTS + 3] ?? 0;
  }

  /** The end tag of an element was read. */
  end(id: number, start: number, end: number): void {
    this.#ended = id;
    this.#endTag = start;
    this.#blanks = end;
  }

  /** Something else was read, or the window has moved. */
  interrupt(): void {
    this.#ended = NONE;
  }

  /** A start tag without attributes was read: if an end tag and blanks stand before it, all that is remembered. */
  begin(id: number, { bytes, view }: ByteWindow, start: number, end: number): void {
    if (this.#ended === NONE) return;
    const length = end - this.#endTag;
    if (length < WORD || length > LONGEST || !this.#isBlankTo(bytes, start)) return;
    this.#reserve(this.#ended + 1);
    const fact = this.#ended * FACTS;
    this.#facts[fact] = length;
    this.#facts[fact + 1] = id;
    this.#facts[fact + 2] = this.#blanks - this.#endTag;
    this.#facts[fact + 3] = start - this.#endTag;
    let word = this.#ended * WORDS;
    for (let i = this.#endTag; i < end - WORD; i += WORD) {
      this.#words[word] = view.getFloat64(i, true);
      word += 1;
    }
    this.#words[word] = view.getFloat64(end - WORD, true);
  }

  #isBlankTo(bytes: Uint8Array, end: number): boolean {
    let i = this.#blanks;
    while (i < end && (bytes[i] ?? 0) <= SPACE) i += 1;
    return i === end;
  }

  #reserve(names: number): void {
    if (names * FACTS <= this.#facts.length) return;
    const words = new Float64Array(names * 2 * WORDS);
    const facts = new Int32Array(names * 2 * FACTS);
    words.set(this.#words);
    facts.set(this.#facts);
    this.#words = words;
    this.#facts = facts;
  }
}
