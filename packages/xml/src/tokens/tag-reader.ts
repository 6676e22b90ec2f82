import {
  AMPERSAND,
  APOSTROPHE,
  EQUALS,
  GREATER,
  isNameByte,
  isNameStart,
  LESS,
  QUOTE,
  SLASH,
  SPACE,
} from '../bytes/byte.js';
import { isXmlName } from '../characters.js';
import { INCOMPLETE } from './incomplete.js';
import { HASH_FACTOR } from './name-table.js';
import type { Place } from './place.js';
import type { References } from './references.js';

/** Numbers of {@link TagReader.attributes} for each attribute. */
export const ATTRIBUTE = 4;

/**
 * Reads one start tag, in one pass and without a string. What it found stands in its fields until the next.
 *
 * The window ends in a `<`, which may stand nowhere in a tag: every loop meets it, and only there the end is
 * looked at.
 */
export class TagReader {
  /** The number of the element's name. */
  id = 0;
  /** Whether the tag closes itself. */
  empty = false;
  /** How many attributes there are. */
  count = 0;
  /** For each: the number of its name, start and end of its value, and 1 if that holds a reference. */
  attributes = new Int32Array(ATTRIBUTE * 16);
  readonly #place: Place;
  readonly #references: References;
  /** By number of name: the last tag that had an attribute of it. */
  readonly #seen: number[] = [];
  #tag = 0;
  /** By number of name: the element that began after it. */
  readonly #next: number[] = [];
  /** Where the last name ended. */
  #end = 0;

  constructor(place: Place, references: References) {
    this.#place = place;
    this.#references = references;
  }

  /** Reads the tag whose `<` stands at `start`: one past its `>`, or {@link INCOMPLETE}. */
  read(start: number): number {
    const { bytes } = this.#place.window;
    const id = this.#elementName(start + 1);
    if (id === INCOMPLETE) return INCOMPLETE;
    this.id = id;
    this.count = 0;
    this.empty = false;
    const end = this.#end;
    if (bytes[end] === GREATER) return end + 1;
    return this.#rest(end);
  }

  /** The names of the attributes. */
  *names(): Generator<string, void, undefined> {
    for (let i = 0; i < this.count * ATTRIBUTE; i += ATTRIBUTE) {
      yield this.#place.stack.names.texts[this.attributes[i] ?? 0] ?? '';
    }
  }

  /**
   * Elements follow one another as they did before: the name that came next last time is looked for first. Without
   * that, reports take 1.1 times as long.
   */
  #elementName(start: number): number {
    const { window, stack } = this.#place;
    const expected = this.#next[this.id] ?? -1;
    if (expected !== -1) {
      const end = stack.names.endOf(expected, window.view, start);
      if (end !== -1 && end < window.end && !isNameByte(window.bytes[end])) {
        this.#end = end;
        return expected;
      }
    }
    const id = this.#name(start);
    if (id !== INCOMPLETE) this.#next[this.id] = id;
    return id;
  }

  /** The number of the name that begins at `start`; `#end` is where it ends. */
  #name(start: number): number {
    const { window, stack } = this.#place;
    const { bytes } = window;
    let hash = 0;
    let i = start;
    for (let byte = bytes[i] ?? 0; isNameByte(byte); byte = bytes[i] ?? 0) {
      hash = (Math.imul(hash, HASH_FACTOR) + byte) | 0;
      i += 1;
    }
    if (i === window.end) return this.#unfinishedName(start, i);
    this.#end = i;
    const known = stack.names.find(hash, window.view, start, i);
    return known === -1 ? this.#newName(hash, start, i) : known;
  }

  /** A name that is too long is not waited for. */
  #unfinishedName(start: number, end: number): number {
    if (end - start > this.#place.limits.nameBytes) this.#place.limit('nameBytes', start);
    return INCOMPLETE;
  }

  #newName(hash: number, start: number, end: number): number {
    const { window, stack, limits } = this.#place;
    if (end - start > limits.nameBytes) this.#place.limit('nameBytes', start);
    const text = this.#place.decode(start, end);
    if (!isNameStart(window.bytes[start]) || !isXmlName(text)) this.#place.breaks('name', start, text);
    if (stack.names.texts.length >= limits.names) this.#place.limit('names', start);
    return stack.names.add(hash, window.view, start, end, text);
  }

  /** Reads attributes, and the end of the tag. */
  #rest(start: number): number {
    const { bytes, end } = this.#place.window;
    this.#tag += 1;
    for (let i = start; ;) {
      const before = i;
      while ((bytes[i] ?? 0) <= SPACE) i += 1;
      const byte = bytes[i];
      if (byte === GREATER) return i + 1;
      if (i === end) return INCOMPLETE;
      if (byte === SLASH) {
        if (bytes[i + 1] === GREATER) {
          this.empty = true;
          return i + 2;
        }
        return i + 1 === end ? INCOMPLETE : this.#place.breaks('tag-syntax', i);
      }
      if (i === before) this.#place.breaks('tag-syntax', i);
      i = this.#attribute(i);
      if (i === INCOMPLETE) return INCOMPLETE;
    }
  }

  /** Reads the attribute whose name begins at `start`; where it ends. */
  #attribute(start: number): number {
    const { bytes, end } = this.#place.window;
    if (!isNameStart(bytes[start])) {
      this.#place.breaks(bytes[start] === LESS ? 'tag-syntax' : 'attribute-syntax', start);
    }
    const id = this.#name(start);
    if (id === INCOMPLETE) return INCOMPLETE;
    if (this.#seen[id] === this.#tag) this.#place.breaks('attribute-duplicate', start);
    if (this.count === this.#place.limits.attributes) this.#place.limit('attributes', start);
    if (this.count * ATTRIBUTE === this.attributes.length) this.#grow();
    let i = this.#end;
    while ((bytes[i] ?? 0) <= SPACE) i += 1;
    if (bytes[i] !== EQUALS) return i === end ? INCOMPLETE : this.#place.breaks('attribute-syntax', i);
    i += 1;
    while ((bytes[i] ?? 0) <= SPACE) i += 1;
    const quote = bytes[i] ?? 0;
    if (quote !== QUOTE && quote !== APOSTROPHE) {
      return i === end ? INCOMPLETE : this.#place.breaks('attribute-syntax', i);
    }
    return this.#value(id, quote, i + 1);
  }

  #grow(): void {
    const grown = new Int32Array(this.attributes.length * 2);
    grown.set(this.attributes);
    this.attributes = grown;
  }

  /** Checks a value and makes its tabs and line ends blanks (XML 1.0 §3.3.3). */
  #value(id: number, quote: number, start: number): number {
    const { bytes, end } = this.#place.window;
    let references = 0;
    let i = start;
    for (let byte = bytes[i] ?? 0; byte !== quote; byte = bytes[i] ?? 0) {
      if (byte === LESS) return i === end ? INCOMPLETE : this.#place.breaks('attribute-less-than', i);
      if (byte === AMPERSAND) {
        const length = this.#references.lengthAt(i, 'value');
        if (length === 0) return INCOMPLETE;
        references = 1;
        i += length;
      } else {
        if (byte < SPACE) bytes[i] = SPACE;
        i += 1;
      }
    }
    while (this.#seen.length < id) this.#seen.push(0);
    this.#seen[id] = this.#tag;
    const slot = this.count * ATTRIBUTE;
    this.attributes[slot] = id;
    this.attributes[slot + 1] = start;
    this.attributes[slot + 2] = i;
    this.attributes[slot + 3] = references;
    this.count += 1;
    return i + 1;
  }
}
