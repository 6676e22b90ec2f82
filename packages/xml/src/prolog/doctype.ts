import {
  CLOSE_BRACKET,
  GREATER,
  HYPHEN,
  isNameByte,
  LESS,
  PERCENT,
  QUESTION,
  BANG,
  SEMICOLON,
  SPACE,
} from '../bytes/byte.js';
import { isXmlName } from '../characters.js';
import type { XmlFault } from '../fault.js';
import { INCOMPLETE } from '../tokens/incomplete.js';
import { showsItself } from '../tokens/not-xml.js';
import { Patience } from '../tokens/patience.js';
import { Stop, type Horizon, type Place } from '../tokens/place.js';
import { Cursor } from './cursor.js';
import { needsExternalId, readDeclaration } from './declarations.js';
import type { Entities } from './entities.js';
import { ParameterTexts } from './parameter-text.js';

const encoder = new TextEncoder();

/** Bytes of the part of a text that a cursor has read. */
const bytesRead = ({ text }: Cursor, at: number): number => encoder.encode(text.slice(0, at)).length;

/**
 * Reads a document type piece by piece: its head, and each declaration of its internal subset. All is checked, and
 * nothing of it is used but to check references to entities.
 */
export class Doctype {
  readonly #place: Place;
  readonly #entities: Entities;
  readonly #parameters: ParameterTexts;
  readonly #patience = new Patience();
  #part: 'head' | 'subset' | 'declaration' | 'tail' | 'done' = 'head';
  /** What begins where the last piece ended and is not read here. */
  aside: 'comment' | 'instruction' | undefined;
  /** Set once something is declared. */
  refusal: XmlFault | undefined;

  constructor(place: Place, entities: Entities) {
    this.#place = place;
    this.#entities = entities;
    this.#parameters = new ParameterTexts(entities);
  }

  get isDone(): boolean {
    return this.#part === 'done';
  }

  /**
   * Reads the piece that begins at `start`: where it ends, or `INCOMPLETE`. A piece that reaches beyond the
   * horizon is not read.
   */
  read(start: number, last: boolean, horizon: Horizon): number {
    this.aside = undefined;
    switch (this.#part) {
      case 'head':
        return this.#readHead(start, last, horizon);
      case 'subset':
        return this.#readSubset(start);
      case 'declaration':
        return this.#readDeclaration(start, last, horizon);
      default:
        return this.#readTail(start);
    }
  }

  /** What a cursor has read: where that ends. */
  #readWith(cursor: Cursor, start: number, isWhole: boolean, horizon: Horizon): number {
    if (isWhole) {
      this.#patience.end();
      return start + bytesRead(cursor, cursor.at);
    }
    const { fault } = cursor;
    if (fault === 'long') this.#place.limit('nameBytes', start);
    if (typeof fault === 'object')
      this.#place.breaks(fault.rule, start + bytesRead(cursor, fault.at), fault.found);
    const { window } = this.#place;
    if (window.end > horizon.position) throw new Stop(horizon.fault, window.end);
    this.#patience.wait(window, start);
    return INCOMPLETE;
  }

  #readHead(start: number, last: boolean, horizon: Horizon): number {
    const { window } = this.#place;
    if (!last && !this.#patience.isOver(window, start, horizon.position)) return INCOMPLETE;
    const end = Math.min(window.end, horizon.position);
    const cursor = new Cursor(this.#place.decode(start, end), 'doctype-syntax');
    const hasName = cursor.needs('<!DOCTYPE') && cursor.needsBlanks() && cursor.needsName();
    const isHtml = hasName && cursor.taken.toLowerCase() === 'html';
    const isWhole = hasName && this.#endsHead(cursor);
    // A page has no declarations.
    if (isHtml && this.#part !== 'subset' && cursor.fault !== 'unfinished') {
      this.#part = 'head';
      if (!showsItself(this.#place, start, last)) return INCOMPLETE;
      this.#place.notXml('html', start);
    }
    return this.#readWith(cursor, start, isWhole, horizon);
  }

  #endsHead(cursor: Cursor): boolean {
    const isApart = cursor.skipsBlanks();
    if (isApart && !cursor.sees('[') && !cursor.sees('>')) {
      if (!needsExternalId(cursor)) return false;
      this.#entities.isPartial = true;
      cursor.skipsBlanks();
    }
    const hasSubset = cursor.takes('[');
    const isWhole = hasSubset || cursor.needs('>');
    if (isWhole) this.#part = hasSubset ? 'subset' : 'done';
    return isWhole;
  }

  #readSubset(start: number): number {
    const { bytes, end } = this.#place.window;
    let i = start;
    while ((bytes[i] ?? 0) <= SPACE) i += 1;
    if (i > start) return i;
    if (i === end) return INCOMPLETE;
    switch (bytes[i]) {
      case CLOSE_BRACKET:
        this.#part = 'tail';
        return i + 1;
      case PERCENT:
        return this.#readParameterReference(i);
      case LESS:
        return this.#beginMarkup(i);
      default:
        return this.#place.breaks('doctype-syntax', i);
    }
  }

  #beginMarkup(start: number): number {
    const { bytes, end } = this.#place.window;
    const [, second, third, fourth] = bytes.subarray(start, start + 4);
    if (start + 1 === end) return INCOMPLETE;
    if (second === QUESTION) {
      this.aside = 'instruction';
      return start;
    }
    if (second !== BANG) this.#place.breaks('doctype-syntax', start);
    if (start + 2 === end) return INCOMPLETE;
    if (third !== HYPHEN) {
      this.#part = 'declaration';
      return start;
    }
    if (start + 3 === end) return INCOMPLETE;
    if (fourth !== HYPHEN) this.#place.breaks('doctype-syntax', start);
    this.aside = 'comment';
    return start;
  }

  #readDeclaration(start: number, last: boolean, horizon: Horizon): number {
    const { window } = this.#place;
    if (!last && !this.#patience.isOver(window, start, horizon.position)) return INCOMPLETE;
    const text = this.#place.decode(start, Math.min(window.end, horizon.position));
    const cursor = new Cursor(text, 'declaration-in-doctype');
    const isWhole = readDeclaration(cursor, this.#entities);
    const end = this.#readWith(cursor, start, isWhole, horizon);
    if (isWhole) {
      this.#refuse(start);
      this.#part = 'subset';
    }
    return end;
  }

  #readParameterReference(start: number): number {
    const { window, limits } = this.#place;
    const { bytes, end } = window;
    let i = start + 1;
    while (isNameByte(bytes[i])) i += 1;
    if (i - start > limits.nameBytes) this.#place.limit('nameBytes', start);
    if (i === end) return INCOMPLETE;
    const name = this.#place.decode(start + 1, i);
    if (bytes[i] !== SEMICOLON || !isXmlName(name)) this.#place.breaks('doctype-syntax', start);
    // What is not declared may be, there (XML 1.0 §4.1, Entity Declared).
    this.#entities.isPartial = true;
    const rule = this.#parameters.refer(name);
    if (rule !== undefined) this.#place.breaks(rule, start, name);
    this.#refuse(start);
    return i + 1;
  }

  #readTail(start: number): number {
    const { bytes, end } = this.#place.window;
    let i = start;
    while ((bytes[i] ?? 0) <= SPACE) i += 1;
    if (i === end) return i > start ? i : INCOMPLETE;
    if (bytes[i] !== GREATER) this.#place.breaks('doctype-syntax', i);
    this.#part = 'done';
    return i + 1;
  }

  /** A subset that declares something is refused, once it is known to be well-formed. */
  #refuse(start: number): void {
    this.refusal ??= { tag: 'Doctype', ...this.#place.at(start) };
  }
}
