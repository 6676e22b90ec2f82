import { HASH, isNameByte, isNameStart, SEMICOLON } from '../bytes/byte.js';
import { isXmlCharacter, isXmlName } from '../characters.js';
import type { XmlRule } from '../fault.js';
import type { RepairLog } from '../repairs.js';
import type { Place } from './place.js';

/** Where a reference stands: in text, or in the value of an attribute. */
export type Where = 'content' | 'value';

/** What a reference to an entity that XML itself does not know breaks, if anything. */
export type Judge = (name: string, where: Where) => XmlRule | undefined;

const UNDECLARED: Judge = () => 'entity-undeclared';

/** Up to four characters as bytes, as they are read from the window. */
const word = (text: string): number =>
  new TextEncoder().encode(text).reduceRight((all, byte) => (all << 8) | byte, 0);

const LT = word('&lt;');
const GT = word('&gt;');
const AMP = word('&amp');
const QUOT = word('&quo');
const APOS = word('&apo');
const QUOT_REST = word('t;');
const APOS_REST = word('s;');

/** Bytes of the longest reference that is compared as words, and some. */
const ROOM = 8;

/** The value of a digit; -1 of what is none. */
const digitOf = (byte: number, base: number): number => {
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30;
  if (base === 10) return -1;
  const letter = byte | 0x20;
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : -1;
};

/** Checks references, and mends those that may be mended. */
export class References {
  readonly #place: Place;
  readonly #repairs: RepairLog | undefined;
  /** Who knows the entities that a document declares. */
  judge: Judge = UNDECLARED;

  /** @param repairs where repairs are noted; without it nothing is mended */
  constructor(place: Place, repairs: RepairLog | undefined) {
    this.#place = place;
    this.#repairs = repairs;
  }

  /**
   * Checks the reference whose `&` stands at `start`: its length, 0 when more bytes are needed. The five of
   * XML, nearly all that there are, are compared as words: a report full of them takes two thirds of the time of reading their names.
   */
  lengthAt(start: number, where: Where): number {
    const { bytes, view } = this.#place.window;
    const four = view.getInt32(start, true);
    if (four === LT || four === GT) return 4;
    if (four === AMP && bytes[start + 4] === SEMICOLON) return 5;
    if (four === QUOT && view.getUint16(start + 4, true) === QUOT_REST) return 6;
    if (four === APOS && view.getUint16(start + 4, true) === APOS_REST) return 6;
    return bytes[start + 1] === HASH ? this.#character(start) : this.#entity(start, where);
  }

  #character(start: number): number {
    const { bytes, end } = this.#place.window;
    const base = bytes[start + 2] === 0x78 ? 16 : 10;
    const from = start + (base === 16 ? 3 : 2);
    let code = 0;
    let i = from;
    for (let digit = digitOf(bytes[i] ?? 0, base); digit !== -1; digit = digitOf(bytes[i] ?? 0, base)) {
      code = Math.min(code * base + digit, 0x110000);
      i += 1;
    }
    this.#bound(start, i);
    if (i === end) return 0;
    if (i === from || bytes[i] !== SEMICOLON) return this.#faulty('reference', start, start + 1);
    return isXmlCharacter(code) ? i + 1 - start : this.#faulty('character', start, i + 1);
  }

  #entity(start: number, where: Where): number {
    const { bytes, end } = this.#place.window;
    let i = start + 1;
    while (isNameByte(bytes[i])) i += 1;
    this.#bound(start, i);
    if (i === end) return 0;
    const isName = isNameStart(bytes[start + 1]) && bytes[i] === SEMICOLON;
    const name = isName ? this.#place.decode(start + 1, i) : '';
    if (!isXmlName(name)) return this.#faulty('reference', start, start + 1);
    const rule = this.judge(name, where);
    return rule === undefined ? i + 1 - start : this.#faulty(rule, start, i + 1);
  }

  /** No reference is waited for that is longer than any name. */
  #bound(start: number, end: number): void {
    if (end - start > this.#place.limits.nameBytes + ROOM) this.#place.limit('nameBytes', start);
  }

  /** A forbidden character is replaced when the text is resolved; of all else the `&` stands for itself. */
  #faulty(rule: XmlRule, start: number, end: number): number {
    const found = this.#place.decode(start, end);
    if (this.#repairs === undefined) return this.#place.breaks(rule, start, found);
    const kind = rule === 'character' ? 'character' : 'reference';
    this.#repairs.noteReference({ kind, found, offset: this.#place.window.offsetOf(start) });
    return kind === 'character' ? end - start : 1;
  }
}
