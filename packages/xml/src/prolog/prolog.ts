import { isBlank } from '../bytes/byte.js';
import { INCOMPLETE } from '../tokens/incomplete.js';
import { Patience } from '../tokens/patience.js';
import { Stop, type Horizon, type Place } from '../tokens/place.js';
import type { References } from '../tokens/references.js';
import { Cursor } from './cursor.js';
import { Doctype } from './doctype.js';
import { Entities, type Examine } from './entities.js';
import { readXmlDeclaration } from './xml-declaration.js';

/** How many bytes behind a document type that is refused are still looked at for a rule that they break. */
const LOOKED_AT = 64 * 1024;

const DECLARATION = Array.from('<?xml', (character) => character.charCodeAt(0));

/** What stands before the root: the XML declaration and the document type. */
export class Prolog {
  readonly #place: Place;
  readonly #references: References;
  readonly #entities: Entities;
  readonly #patience = new Patience();
  #doctype: Doctype | undefined;
  #hasDoctype = false;
  #inDeclaration = false;
  #horizon: Horizon | undefined;

  constructor(place: Place, references: References, examine: Examine) {
    this.#place = place;
    this.#references = references;
    this.#entities = new Entities(examine);
  }

  /** Whether something was begun here and is not closed. */
  get isOpen(): boolean {
    return this.#inDeclaration || this.#doctype !== undefined;
  }

  /** What it is called when it is not closed. */
  get name(): string {
    return this.#inDeclaration ? 'the XML declaration' : 'the document type';
  }

  /** What begins where the last piece ended and is not read here. */
  get aside(): Doctype['aside'] {
    return this.#doctype?.aside;
  }

  /** Whether the document will be refused whatever follows. */
  get isRefused(): boolean {
    return this.#horizon !== undefined && this.#doctype === undefined;
  }

  shift(by: number): void {
    if (this.#horizon !== undefined) this.#horizon.position -= by;
  }

  /** Whether an XML declaration begins at `start`; undefined when more bytes are needed to tell. */
  beginsDeclaration(start: number): boolean | undefined {
    const { bytes, end } = this.#place.window;
    for (const [index, byte] of DECLARATION.entries()) {
      if (start + index === end) return undefined;
      if (bytes[start + index] !== byte) return false;
    }
    const after = start + DECLARATION.length;
    if (after === end) return undefined;
    this.#inDeclaration = isBlank(bytes[after]);
    return this.#inDeclaration;
  }

  /** A document type begins at `start`. */
  beginDoctype(start: number, isLate: boolean): void {
    if (this.#hasDoctype || isLate) this.#place.breaks('doctype-place', start);
    this.#hasDoctype = true;
    this.#doctype = new Doctype(this.#place, this.#entities);
    const position = start + this.#place.limits.doctypeBytes;
    this.#horizon = { position, fault: this.#place.limitFault('doctypeBytes', start) };
  }

  /** Reads the piece that begins at `start`: where it ends, or `INCOMPLETE`. */
  read(start: number, last: boolean): number {
    if (this.#doctype === undefined || this.#horizon === undefined) return this.#readDeclaration(start, last);
    this.checkHorizon(start);
    const end = this.#doctype.read(start, last, this.#horizon);
    if (this.#doctype.isDone && end !== INCOMPLETE) this.#endDoctype(this.#doctype, end);
    return end;
  }

  /** Stops where a fault is known, once all before was looked at. */
  checkHorizon(token: number): void {
    if (this.#horizon !== undefined && token > this.#horizon.position)
      throw new Stop(this.#horizon.fault, token);
  }

  /** The fault that is known, if another stands behind where that holds. */
  overrule(stop: Stop): Stop {
    const horizon = this.#horizon;
    return horizon !== undefined && stop.position > horizon.position
      ? new Stop(horizon.fault, horizon.position)
      : stop;
  }

  /** The document is well-formed. */
  end(): void {
    if (this.#horizon !== undefined) throw new Stop(this.#horizon.fault, this.#place.window.end);
  }

  #endDoctype({ refusal }: Doctype, end: number): void {
    this.checkHorizon(end);
    this.#doctype = undefined;
    this.#horizon = refusal === undefined ? undefined : { position: end + LOOKED_AT, fault: refusal };
    if (refusal !== undefined) this.#references.judge = this.#entities.judge;
  }

  #readDeclaration(start: number, last: boolean): number {
    const { window, limits } = this.#place;
    const bound = start + limits.asideBytes;
    if (!last && !this.#patience.isOver(window, start, bound)) return INCOMPLETE;
    const cursor = new Cursor(this.#place.decode(start, Math.min(window.end, bound)), 'declaration');
    const declaration = readXmlDeclaration(cursor);
    if (declaration === undefined) {
      if (cursor.fault !== 'unfinished') this.#place.breaks('declaration', start);
      this.#patience.wait(window, start);
      if (window.end > bound) this.#place.limit('asideBytes', start);
      return INCOMPLETE;
    }
    this.#entities.standalone = declaration.standalone;
    if (declaration.encoding !== undefined) this.#checkEncoding(declaration.encoding, start);
    this.#inDeclaration = false;
    return start + cursor.at;
  }

  #checkEncoding(name: string, start: number): void {
    const agreement = this.#place.window.intake.agreement(name);
    if (agreement === 'unsupported') this.#place.refuseEncoding('unsupported', name, '', start);
    if (agreement === 'contradicts') this.#place.refuseEncoding('contradiction', name, '', start);
  }
}
