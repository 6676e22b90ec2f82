import { SPACE } from '../bytes/byte.js';
import type { ByteWindow } from '../bytes/byte-window.js';
import { VECTOR } from '../bytes/vector-code.js';
import { BLANKS_FROM, BLANKS_TO, FACT, LAST, LENGTH, LONGEST, MASK, NAMES, NEXT, PASSAGE } from './layout.js';

/** Bytes that are compared together. As floating-point numbers: equal ones have the same bytes if none is 0. */
const WORD = 8;
const NONE = -1;

/**
 * Remembers, by name, what stood from the end tag of an element to the start tag of the next one beside it, where that
 * has no attributes and only blanks stand between: `</QID>\n  <TYPE>`. Reports repeat themselves, and bytes that were
 * checked before need only be compared: a list of many small elements, all checked and none wanted, takes two thirds
 * of the time.
 */
export class NextSiblings {
  #all = new Uint8Array(0);
  /** What is known, eight bytes at a time, and the facts of it. */
  #words = new Float64Array(0);
  #facts = new Int32Array(0);
  /** The name of the element that ended last, if it is the last tag that was read; its end tag. */
  #ended = NONE;
  #endTag = 0;
  #blanks = 0;

  /** Begins to look at a window as it is now. */
  look({ memory: { all } }: ByteWindow): void {
    this.#ended = NONE;
    if (all === this.#all) return;
    this.#all = all;
    this.#words = new Float64Array(all.buffer, 0, (NAMES * PASSAGE) / WORD);
    this.#facts = new Int32Array(all.buffer, 0, (NAMES * PASSAGE) / FACT);
  }

  /** How many bytes of a known passage stand at the end tag of this name; 0 if they are others. */
  lengthAt(id: number, view: DataView, start: number, end: number): number {
    if (id >= NAMES) return 0;
    const length = this.#fact(id, LENGTH);
    if (length === 0 || start + length > end) return 0;
    const words = this.#words;
    const last = start + length - WORD;
    let word = (id * PASSAGE) / WORD;
    for (let i = start; i < last; i += WORD) {
      if (view.getFloat64(i, true) !== words[word]) return 0;
      word += 1;
    }
    return view.getFloat64(last, true) === words[(id * PASSAGE + LAST) / WORD] ? length : 0;
  }

  /** The name of the start tag in the passage of this name. */
  nameAfter(id: number): number {
    return this.#fact(id, NEXT);
  }

  /** How many bytes stand before its blanks. */
  blanksFrom(id: number): number {
    return this.#fact(id, BLANKS_FROM);
  }

  /** How many bytes stand before the start tag. */
  blanksTo(id: number): number {
    return this.#fact(id, BLANKS_TO);
  }

  /** The end tag of an element was read. */
  end(id: number, start: number, end: number): void {
    this.#ended = id;
    this.#endTag = start;
    this.#blanks = end;
  }

  /** Something else was read. */
  interrupt(): void {
    this.#ended = NONE;
  }

  /** A start tag without attributes was read: if an end tag and blanks stand before it, all that is remembered. */
  begin(id: number, bytes: Uint8Array, start: number, end: number): void {
    const ended = this.#ended;
    if (ended === NONE || ended >= NAMES || id >= NAMES) return;
    const length = end - this.#endTag;
    if (length < WORD || length > LONGEST || !this.#isBlankTo(bytes, start)) return;
    const all = this.#all;
    const known = ended * PASSAGE;
    for (let i = 0; i < length; i += 1) all[known + i] = bytes[this.#endTag + i] ?? 0;
    for (let i = 0; i < WORD; i += 1) all[known + LAST + i] = bytes[end - WORD + i] ?? 0;
    const rest = ((length - 1) % VECTOR) + 1;
    for (let i = 0; i < VECTOR; i += 1) all[known + MASK + i] = i < rest ? 0xff : 0;
    const facts = this.#facts;
    facts[(known + LENGTH) / FACT] = length;
    facts[(known + NEXT) / FACT] = id;
    facts[(known + BLANKS_FROM) / FACT] = this.#blanks - this.#endTag;
    facts[(known + BLANKS_TO) / FACT] = start - this.#endTag;
  }

  #fact(id: number, fact: number): number {
    return this.#facts[(id * PASSAGE + fact) / FACT] ?? 0;
  }

  #isBlankTo(bytes: Uint8Array, end: number): boolean {
    let i = this.#blanks;
    while (i < end && (bytes[i] ?? 0) <= SPACE) i += 1;
    return i === end;
  }
}
