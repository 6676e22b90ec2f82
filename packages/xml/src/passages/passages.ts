import { SPACE } from '../bytes/byte.js';
import type { ByteWindow } from '../bytes/byte-window.js';
import { VECTOR } from '../bytes/vector-code.js';
import {
  BLANKS_FROM,
  BLANKS_TO,
  FACT,
  KNOWN,
  LAST,
  LENGTH,
  LONGEST,
  MASK,
  NAME,
  NAMES,
  NEXT,
  PASSAGE,
  TURNS,
} from './layout.js';

/** Bytes that are compared together. As floating-point numbers: equal ones have the same bytes if none is 0. */
const WORD = 8;
const NONE = -1;

/**
 * Remembers, by name, what stood from the end tag of an element to the start tag of the next one beside it, where that
 * has no attributes and only blanks stand between: `</QID>\n  <TYPE>`; and the same where the element around them ends
 * and begins again: `</SSL></DETECTION>\n<DETECTION><QID>`. Reports repeat themselves, and bytes that were checked
 * before need only be compared: a list of many small elements, all checked and none wanted, takes two thirds of the
 * time.
 */
export class Passages {
  #all = new Uint8Array(0);
  #bytes = new Uint8Array(0);
  #view = new DataView(this.#bytes.buffer);
  /** What is known, eight bytes at a time, and the facts of it. */
  #words = new Float64Array(0);
  #facts = new Int32Array(0);
  /** The name of the element that ended last, if nothing but blanks stands behind; its end tag. */
  #ended = NONE;
  #endTag = 0;
  #end = 0;
  /** The one that ended right before that, if one did; and where the one around them began again. */
  #inner = NONE;
  #innerTag = 0;
  #begun = NONE;
  #begunTo = 0;
  /** Which of those that are known was found last. */
  #found = 0;

  #learnsTurns = false;

  /**
   * Begins to look at a window as it is now.
   *
   * @param learnsTurns whether it pays to remember more than the next element: for a {@link Run}
   */
  look({ memory: { all }, bytes, view }: ByteWindow, learnsTurns: boolean): void {
    this.interrupt();
    this.#learnsTurns = learnsTurns;
    if (all === this.#all) return;
    this.#all = all;
    this.#bytes = bytes;
    this.#view = view;
    this.#words = new Float64Array(all.buffer, 0, (NAMES * NAME) / WORD);
    this.#facts = new Int32Array(all.buffer, 0, (NAMES * NAME) / FACT);
  }

  /** How many bytes of a known passage to the next element stand at the end tag of this name; 0 if they are others. */
  lengthAt(id: number, view: DataView, start: number, end: number, turns = 0): number {
    if (id >= NAMES) return 0;
    for (let known = id * NAME; known < (id + 1) * NAME; known += PASSAGE) {
      const length = this.#lengthOf(known, view, start, end, turns);
      if (length === 0) continue;
      this.#found = known;
      return length;
    }
    return 0;
  }

  #lengthOf(known: number, view: DataView, start: number, end: number, turns = 0): number {
    const length = this.#fact(known, LENGTH);
    if (length === 0 || start + length > end || this.#fact(known, TURNS) !== turns) return 0;
    const words = this.#words;
    const last = start + length - WORD;
    let word = known / WORD;
    for (let i = start; i < last; i += WORD) {
      if (view.getFloat64(i, true) !== words[word]) return 0;
      word += 1;
    }
    return view.getFloat64(last, true) === words[(known + LAST) / WORD] ? length : 0;
  }

  /** The name of the start tag in the passage that was found last. */
  get nameAfter(): number {
    return this.#fact(this.#found, NEXT);
  }

  /** How many bytes stand before its blanks. */
  get blanksFrom(): number {
    return this.#fact(this.#found, BLANKS_FROM);
  }

  /** How many bytes stand before the start tag. */
  get blanksTo(): number {
    return this.#fact(this.#found, BLANKS_TO);
  }

  /** The end tag of an element was read. */
  end(id: number, start: number, end: number): void {
    const isRightBehind = this.#ended !== NONE && this.#isBlank(this.#end, start);
    this.#inner = isRightBehind ? this.#ended : NONE;
    this.#innerTag = this.#endTag;
    this.#ended = id;
    this.#endTag = start;
    this.#end = end;
    this.#begun = NONE;
  }

  /** Something else was read. */
  interrupt(): void {
    this.#ended = NONE;
    this.#inner = NONE;
    this.#begun = NONE;
  }

  /** A start tag without attributes was read: if an end tag and blanks stand before it, all that is remembered. */
  begin(id: number, start: number, end: number): void {
    if (this.#begun !== NONE) {
      if (this.#isBlank(this.#begunTo, start)) this.#rememberTurn(id, end);
      this.interrupt();
    } else if (this.#ended !== NONE && this.#isBlank(this.#end, start)) {
      this.#remember(this.#ended, this.#endTag, id, end, this.#end, start, 0);
      this.passed(id, start, end);
    } else {
      this.interrupt();
    }
  }

  /** A start tag was read that is known from before. */
  passed(id: number, start: number, end: number): void {
    const turns = this.#learnsTurns && this.#inner !== NONE && id === this.#ended;
    this.#begun = turns ? start : NONE;
    this.#begunTo = end;
    if (!turns) this.interrupt();
  }

  #rememberTurn(id: number, end: number): void {
    const turns = this.#ended + 1;
    if (this.lengthAt(this.#inner, this.#view, this.#innerTag, end, turns) !== 0) return;
    this.#remember(this.#inner, this.#innerTag, id, end, this.#end, this.#begun, turns);
  }

  #remember(
    ended: number,
    endTag: number,
    next: number,
    end: number,
    blanksFrom: number,
    blanksTo: number,
    turns: number,
  ): void {
    const length = end - endTag;
    if (ended >= NAMES || next >= NAMES || length < WORD || length > LONGEST) return;
    const all = this.#all;
    const bytes = this.#bytes;
    // The older one makes room: the newer one stands first.
    const known = ended * NAME;
    all.copyWithin(known + PASSAGE, known, known + (KNOWN - 1) * PASSAGE);
    for (let i = 0; i < length; i += 1) all[known + i] = bytes[endTag + i] ?? 0;
    for (let i = 0; i < WORD; i += 1) all[known + LAST + i] = bytes[end - WORD + i] ?? 0;
    const rest = ((length - 1) % VECTOR) + 1;
    for (let i = 0; i < VECTOR; i += 1) all[known + MASK + i] = i < rest ? 0xff : 0;
    const facts = this.#facts;
    facts[(known + LENGTH) / FACT] = length;
    facts[(known + NEXT) / FACT] = next;
    facts[(known + BLANKS_FROM) / FACT] = blanksFrom - endTag;
    facts[(known + BLANKS_TO) / FACT] = blanksTo - endTag;
    facts[(known + TURNS) / FACT] = turns;
  }

  #fact(known: number, fact: number): number {
    return this.#facts[(known + fact) / FACT] ?? 0;
  }

  #isBlank(start: number, end: number): boolean {
    const bytes = this.#bytes;
    let i = start;
    while (i < end && (bytes[i] ?? 0) <= SPACE) i += 1;
    return i === end;
  }
}
