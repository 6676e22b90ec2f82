import * as E from 'fp-ts/lib/Either.js';
import { isBlank } from './byte.js';
import { ByteWindow } from './byte-window.js';
import { textOf, type XmlElement } from './element.js';
import type { Spine, XmlEvent } from './event.js';
import type { XmlFault } from './fault.js';
import { DEFAULT_LIMITS, type XmlLimits } from './limits.js';
import { NameStack } from './name-stack.js';
import { Place, Stop } from './place.js';
import type { StartTag } from './tag.js';
import { Tokenizer } from './tokenizer.js';
import { buildTree } from './tree.js';

/** Large pieces are taken in slices, so that few events wait at a time. */
const SLICE = 64 * 1024;

const own = (spine: Spine, name: string): Spine | undefined =>
  Object.hasOwn(spine, name) ? spine[name] : undefined;

/**
 * Reads one document from bytes, however they are cut. Every byte is checked: names match, references and
 * characters are allowed, the root is closed and nothing but comments follows. Only what was proven
 * well-formed and complete becomes an event, and only `end` says that the document is whole.
 */
export class XmlReader {
  readonly #place: Place;
  readonly #tokenizer: Tokenizer;
  readonly #spine: Spine | undefined;
  /** The spine below each open element of the spine. */
  readonly #below: Spine[] = [];
  #events: E.Either<XmlFault, XmlEvent>[] = [];
  /** Start of the current record, -1 outside; the depth it stands at. */
  #record = -1;
  #recordDepth = 0;
  #elements = 0;
  /** Comments and instructions in the record, start and end alternating: txml is not shown them. */
  #holes: number[] = [];
  #failed = false;

  /**
   * @param spine which elements are told apart instead of being delivered whole; without one the root itself is
   *   delivered whole
   * @param limits bounds; each has its default
   */
  constructor(spine: Spine | undefined, limits: Partial<XmlLimits> = {}) {
    this.#spine = spine;
    this.#place = new Place(new ByteWindow(), new NameStack(), { ...DEFAULT_LIMITS, ...limits });
    this.#tokenizer = new Tokenizer(this.#place, {
      startTag: (start, tag, end) => this.#startTag(start, tag, end),
      endTag: (start, nameStart, nameEnd, end) => this.#endTag(start, nameStart, nameEnd, end),
      text: (start, end) => this.#text(start, end),
      aside: (start, end) => this.#aside(start, end),
    });
  }

  /** Takes further bytes. After a fault (a left) nothing more is told. */
  *push(chunk: Uint8Array): Generator<E.Either<XmlFault, XmlEvent>, void, undefined> {
    for (let from = 0; from < chunk.length && !this.#failed; from += SLICE) {
      yield* this.#attempt(() => {
        this.#append(chunk.subarray(from, from + SLICE));
        this.#tokenizer.advance();
        this.#checkSize();
      });
    }
  }

  /** Says that no more bytes come: `end` if the document is whole, the fault if not. */
  *finish(): Generator<E.Either<XmlFault, XmlEvent>, void, undefined> {
    if (this.#failed) return;
    yield* this.#attempt(() => {
      this.#tokenizer.finish();
      this.#tell({ kind: 'end', offset: this.#place.window.offsetOf(this.#place.window.end) });
    });
  }

  #attempt(step: () => void): readonly E.Either<XmlFault, XmlEvent>[] {
    try {
      step();
    } catch (error) {
      if (!(error instanceof Stop)) throw error;
      this.#failed = true;
      this.#events.push(E.left(error.fault));
    }
    const events = this.#events;
    this.#events = [];
    return events;
  }

  #append(chunk: Uint8Array): void {
    const { window } = this.#place;
    window.start = this.#record === -1 ? this.#tokenizer.token : this.#record;
    const shift = window.append(chunk);
    if (shift === 0) return;
    this.#tokenizer.shift(shift);
    if (this.#record === -1) return;
    this.#record -= shift;
    this.#holes = this.#holes.map((position) => position - shift);
  }

  #checkSize(): void {
    const from = this.#record === -1 ? this.#tokenizer.token : this.#record;
    const { window, limits } = this.#place;
    if (window.end - from > limits.recordBytes) this.#place.limit('recordBytes', from);
  }

  #startTag(start: number, tag: StartTag, end: number): void {
    const { window, names } = this.#place;
    if (this.#record === -1) {
      this.#startOutsideRecord(start, tag, end);
      return;
    }
    this.#elements += 1;
    if (this.#elements > this.#place.limits.recordElements) this.#place.limit('recordElements', start);
    if (!tag.empty) names.push(window.bytes, start + 1, tag.nameEnd);
  }

  #startOutsideRecord(start: number, tag: StartTag, end: number): void {
    const { window, names } = this.#place;
    const name = this.#place.decode(start + 1, tag.nameEnd);
    const parent = this.#below.at(-1);
    if (parent === undefined && name.toLowerCase() === 'html') this.#place.html(start);
    const below = parent === undefined ? this.#belowRoot(name) : own(parent, name);
    const offset = window.offsetOf(start);
    if (below === undefined) {
      this.#record = start;
      this.#recordDepth = names.depth;
      this.#holes = [];
      this.#elements = 1;
      if (tag.empty) this.#tellRecord(end);
    } else {
      const source = this.#place.decode(start, end - (tag.empty ? 0 : 1));
      this.#tell({ kind: 'open', element: this.#tree(tag.empty ? source : `${source}/>`), offset });
      if (tag.empty) this.#tell({ kind: 'close', name, offset });
      else this.#below.push(below);
    }
    if (!tag.empty) names.push(window.bytes, start + 1, tag.nameEnd);
  }

  #belowRoot(name: string): Spine | undefined {
    return this.#spine === undefined ? undefined : (own(this.#spine, name) ?? {});
  }

  #endTag(start: number, nameStart: number, nameEnd: number, end: number): void {
    const { window, names } = this.#place;
    if (this.#record === -1) {
      this.#below.pop();
      const name = this.#place.decode(nameStart, nameEnd);
      this.#tell({ kind: 'close', name, offset: window.offsetOf(start) });
    } else if (names.depth === this.#recordDepth) {
      this.#tellRecord(end);
    }
  }

  #text(start: number, end: number): void {
    if (this.#record !== -1) return;
    if (end - start > this.#place.limits.recordBytes) this.#place.limit('recordBytes', start);
    const { bytes } = this.#place.window;
    let i = start;
    while (i < end && isBlank(bytes[i])) i += 1;
    if (i === end) return;
    const text = textOf(this.#tree(`<t>${this.#place.decode(start, end)}</t>`));
    if (/[^ \t\n\r]/.test(text))
      this.#tell({ kind: 'text', text, offset: this.#place.window.offsetOf(start) });
  }

  #aside(start: number, end: number): void {
    if (end - start > this.#place.limits.recordBytes) this.#place.limit('recordBytes', start);
    if (this.#record !== -1) this.#holes.push(start, end);
  }

  #tell(event: XmlEvent): void {
    this.#events.push(E.right(event));
  }

  #tellRecord(end: number): void {
    if (end - this.#record > this.#place.limits.recordBytes) this.#place.limit('recordBytes', this.#record);
    let source = '';
    let from = this.#record;
    for (let i = 0; i < this.#holes.length; i += 2) {
      source += this.#place.decode(from, this.#holes[i] ?? end);
      from = this.#holes[i + 1] ?? end;
    }
    source += this.#place.decode(from, end);
    const offset = this.#place.window.offsetOf(this.#record);
    this.#tell({ kind: 'record', element: this.#tree(source), offset });
    this.#record = -1;
  }

  #tree(proven: string): XmlElement {
    const element = buildTree(proven);
    if (element === undefined) throw new TypeError('txml built no element from one that was proven');
    return element;
  }
}
