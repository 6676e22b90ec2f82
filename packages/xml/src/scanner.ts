import {
  AMPERSAND,
  BANG,
  CLOSE_BRACKET,
  GREATER,
  isNameStart,
  LESS,
  QUESTION,
  SLASH,
  SPACE,
} from './byte.js';
import { findDoctypeEnd, type DoctypeSearch } from './doctype-end.js';
import { readEndTag } from './end-tag.js';
import { LENGTHS, markupKind } from './markup-kind.js';
import { Stop, type Place } from './place.js';
import { checkDeclaration, checkDoctype, checkInstruction } from './prolog.js';
import { readReference } from './reference.js';
import { findCdataEnd, findCommentEnd, findInstructionEnd, type Sighting } from './scan.js';
import { INCOMPLETE, TagReader } from './tag-reader.js';
import { plainTextEnd } from './text-run.js';

type State = 'begin' | 'content' | 'markup' | 'comment' | 'cdata' | 'instruction' | 'doctype';

const UNFINISHED: Readonly<Record<State, string>> = {
  begin: 'the document',
  content: 'an element',
  markup: 'a tag',
  comment: 'a comment',
  cdata: 'a CDATA section',
  instruction: 'a processing instruction',
  doctype: 'the document type',
};

/** Up to here an unfinished tag is read again whenever it may be finished; beyond, when it has doubled. */
const SMALL = 1024;

/** Who is told about checked tokens. Positions are of the window and count only during the call. */
export interface TokenSink {
  /** Whether text is of interest where the scanner is. */
  readonly wantsText: boolean;
  /** Of elements deeper than this nothing is told. */
  readonly quiet: number;
  /** A start tag, as its reader has it; the element is not open yet. */
  readonly open: (start: number, tag: TagReader, end: number) => void;
  /** The end of the innermost element, which is not open any more. */
  readonly close: (start: number, end: number) => void;
  /** Text, or the inside of a CDATA section, in the root. */
  readonly text: (start: number, end: number, references: boolean) => void;
}

/**
 * Cuts bytes into tokens and checks each against XML 1.0. A token that is not complete yet is taken up again
 * when more bytes come, so that neither what is told nor the cost depends on how the bytes are cut.
 */
export class Scanner {
  readonly #place: Place;
  readonly #sink: TokenSink;
  readonly #tag: TagReader;
  #state: State = 'begin';
  /** Start of the current token: nothing before it is needed. */
  token = 0;
  /** How far it has been looked at, where it need not be looked at again. */
  #scan = 0;
  /** Bytes of an unfinished tag when it was last read. */
  #tried = 0;
  #references = false;
  #doctype: DoctypeSearch = { at: 0, quote: 0, inSubset: false };
  #atStart = true;
  #seenMarkup = false;
  #seenDoctype = false;
  #seenRoot = false;
  /** No more bytes come. */
  #last = false;
  /** Comments and instructions, start and end alternating, for who asks for them. */
  asides: number[] | undefined;

  constructor(place: Place, sink: TokenSink) {
    this.#place = place;
    this.#sink = sink;
    this.#tag = new TagReader(place);
  }

  /** The bytes of the window moved down. */
  shift(by: number): void {
    this.token -= by;
    this.#scan -= by;
    this.#doctype = { ...this.#doctype, at: this.#doctype.at - by };
  }

  /** Reads every token that is complete. */
  advance(): void {
    while (this.#step());
    const { window } = this.#place;
    if (window.inadmissible === undefined) return;
    const { kind, found } = window.inadmissible;
    this.#exhaust();
    // UTF-16 shows in its mark, FE FF or FF FE, or in the zero beside its first "<".
    if (window.offsetOf(window.end) <= 1 && (kind === 'encoding' || found === 'U+0000')) {
      this.#place.encoding('it is no UTF-8 from its first character on; convert it to UTF-8', window.end);
    }
    if (kind === 'encoding') this.#place.encoding('bytes that are not UTF-8', window.end);
    this.#place.breaks('character', window.end, found);
  }

  /** No more bytes come: stops unless the document is whole. */
  finish(): void {
    const { window, stack } = this.#place;
    window.finish();
    this.advance();
    this.#exhaust();
    if (stack.depth === 0 && this.#state === 'content' && this.#seenRoot) return;
    const between = this.#state === 'begin' || this.#state === 'content';
    if (between && !this.#seenMarkup) throw new Stop({ tag: 'Empty' });
    const inside = between && !this.#seenRoot ? 'the root element' : UNFINISHED[this.#state];
    throw new Stop({ tag: 'Truncated', inside, ...this.#place.at(window.end) });
  }

  /** Reads what is there as if nothing followed: whatever is wrong with it comes first. */
  #exhaust(): void {
    this.#last = true;
    while (this.#step());
  }

  /** Reads one token; false when that needs more bytes. */
  #step(): boolean {
    switch (this.#state) {
      case 'begin':
        return this.#begin();
      case 'content':
        return this.#place.stack.depth === 0 ? this.#readOutside() : this.#readContent();
      case 'markup':
        return this.#readMarkup();
      case 'comment':
        return this.#readComment();
      case 'cdata':
        return this.#readCdata();
      case 'instruction':
        return this.#readInstruction();
      case 'doctype':
        return this.#readDoctype();
    }
  }

  /** A byte order mark is none of the document. */
  #begin(): boolean {
    const { bytes, end } = this.#place.window;
    if (end < 3 && !(this.#last && end > 0)) return false;
    if (end >= 3 && bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) this.token = 3;
    this.#scan = this.token;
    this.#state = 'content';
    return true;
  }

  #endToken(end: number): void {
    this.token = end;
    this.#scan = end;
    this.#state = 'content';
    this.#atStart = false;
    this.#seenMarkup = true;
  }

  #readOutside(): boolean {
    const { bytes, end } = this.#place.window;
    let i = this.#scan;
    while ((bytes[i] ?? 0) <= SPACE) i += 1;
    // Blanks outside the root mean nothing, except that no declaration may follow them.
    if (i > this.token) this.#atStart = false;
    this.token = i;
    this.#scan = i;
    if (i === end) return false;
    if (bytes[i] !== LESS) {
      if (!this.#seenMarkup) {
        throw new Stop({ tag: 'NotXml', looks: 'text', snippet: this.#place.snippet(i) });
      }
      this.#place.breaks(this.#seenRoot ? 'content-after-root' : 'text-before-root', i);
    }
    this.#state = 'markup';
    return true;
  }

  /**
   * Text and tags inside the root, in one loop over bytes. Nearly all of a document is read here, so what
   * changes stands in variables; whatever is rare or not complete is left to `#readMarkup`.
   */
  #readContent(): boolean {
    const { window, stack, limits } = this.#place;
    const { bytes, view, end } = window;
    const sink = this.#sink;
    const tag = this.#tag;
    let i = this.#scan;
    for (;;) {
      i = plainTextEnd(bytes, view, i);
      while (bytes[i] !== LESS) {
        const length = bytes[i] === AMPERSAND ? this.#referenceLength(i) : this.#bracketLength(i);
        if (length === 0) return this.#wait(i);
        i = plainTextEnd(bytes, view, i + length);
      }
      if (i === end) return this.#wait(i);
      if (i > this.token) this.#endText(i);
      const { depth } = stack;
      const next = bytes[i + 1];
      if (next === BANG || next === QUESTION) {
        this.#state = 'markup';
        if (!this.#readAside()) return false;
        i = this.#scan;
        continue;
      }
      if (next === SLASH) {
        const to = stack.endOfTop(view, i + 2);
        if (to === INCOMPLETE || bytes[to] !== GREATER) break;
        stack.depth = depth - 1;
        if (depth <= sink.quiet) sink.close(i, to + 1);
        i = to + 1;
        if (depth === 1) {
          this.#endToken(i);
          return true;
        }
      } else {
        if (!isNameStart(next)) break;
        const to = tag.read(i);
        if (to === INCOMPLETE || to - i > limits.tagBytes || depth >= limits.depth) break;
        if (depth < sink.quiet) sink.open(i, tag, to);
        stack.push(tag.id);
        if (tag.empty) {
          stack.depth = depth;
          if (depth < sink.quiet) sink.close(i, to);
        }
        i = to;
      }
      this.token = i;
    }
    this.#scan = i;
    this.#state = 'markup';
    return true;
  }

  /** A CDATA section, comment or instruction, to its end; false when that needs more bytes. */
  #readAside(): boolean {
    while (this.#state !== 'content') if (!this.#step()) return false;
    return true;
  }

  /** Text that may go on. */
  #wait(scan: number): boolean {
    this.#scan = scan;
    this.#checkSize(scan);
    return false;
  }

  #referenceLength(start: number): number {
    const { bytes, end } = this.#place.window;
    const reference = readReference(bytes, start, end);
    if (reference === 'incomplete') return 0;
    this.#references = true;
    return typeof reference === 'string' ? this.#place.breaks(reference, start) : reference;
  }

  /** A `>` is text like any other, but `]]>` may not stand in it. */
  #bracketLength(greater: number): number {
    const { bytes } = this.#place.window;
    const start = greater - 2;
    if (start >= this.token && bytes[start] === CLOSE_BRACKET && bytes[start + 1] === CLOSE_BRACKET) {
      this.#place.breaks('cdata-end-in-text', start);
    }
    return 1;
  }

  #endText(end: number): void {
    this.#checkSize(end);
    if (this.#sink.wantsText) this.#sink.text(this.token, end, this.#references);
    this.#references = false;
    this.token = end;
  }

  #readMarkup(): boolean {
    const { bytes, end } = this.#place.window;
    const start = this.token;
    const next = bytes[start + 1];
    if (start + 1 === end) return false;
    if (next === SLASH) return this.#readEndTag();
    if (isNameStart(next)) return this.#readStartTag();
    if (next === QUESTION) return this.#enter('instruction', start + 2);
    if (next !== BANG) this.#place.breaks('markup', start);
    return this.#readDeclaration();
  }

  /** Tells comments, CDATA sections and document types apart. */
  #readDeclaration(): boolean {
    const { bytes, end } = this.#place.window;
    const start = this.token;
    const kind = markupKind(bytes, start, end);
    switch (kind) {
      case 'unknown':
        return false;
      case 'none':
        return this.#refuseMarkup(start);
      case 'cdata':
        if (this.#place.stack.depth === 0) this.#place.breaks('cdata-outside', start);
        break;
      case 'doctype':
        if (this.#seenDoctype || this.#seenRoot) this.#place.breaks('doctype-place', start);
        this.#doctype = { at: start + LENGTHS.doctype, quote: 0, inSubset: false };
        break;
      case 'comment':
    }
    return this.#enter(kind, start + LENGTHS[kind]);
  }

  /** An HTML page is told as that; enough of it has to be there. */
  #refuseMarkup(start: number): boolean {
    const { bytes, end } = this.#place.window;
    const begin = String.fromCharCode(...bytes.subarray(start, Math.min(end, start + 9))).toUpperCase();
    if (begin === '<!DOCTYPE') this.#place.html(start);
    if ('<!DOCTYPE'.startsWith(begin) && !this.#last) return false;
    return this.#place.breaks('markup', start);
  }

  #enter(state: State, scan: number): boolean {
    this.#state = state;
    this.#scan = scan;
    return true;
  }

  #readStartTag(): boolean {
    if (this.#tried !== 0 && !this.#mayBeComplete()) return false;
    const { stack, limits, window } = this.#place;
    const tag = this.#tag;
    const start = this.token;
    const end = tag.read(start);
    if (end === INCOMPLETE) {
      this.#tried = window.end - start;
      if (this.#tried > limits.tagBytes) this.#place.limit('tagBytes', start);
      return false;
    }
    this.#tried = 0;
    if (end - start > limits.tagBytes) this.#place.limit('tagBytes', start);
    const { depth } = stack;
    if (depth === 0) this.#startRoot(start);
    if (depth >= limits.depth) this.#place.limit('depth', start);
    const told = depth < this.#sink.quiet;
    if (told) this.#sink.open(start, tag, end);
    stack.push(tag.id);
    if (tag.empty) {
      stack.pop();
      if (told) this.#sink.close(start, end);
    }
    this.#endToken(end);
    return true;
  }

  #startRoot(start: number): void {
    if (this.#seenRoot) this.#place.breaks('second-root', start);
    this.#seenRoot = true;
  }

  /** Whether it is worth reading an unfinished tag again: reading costs its length. */
  #mayBeComplete(): boolean {
    if (this.#last) return true;
    const { bytes, end } = this.#place.window;
    const length = end - this.token;
    if (length >= this.#tried * 2 || length > this.#place.limits.tagBytes) return true;
    return length <= SMALL && bytes.subarray(this.token + this.#tried, end).includes(GREATER);
  }

  #readEndTag(): boolean {
    const start = this.token;
    const end = readEndTag(this.#place, start);
    if (end === INCOMPLETE) return false;
    const { stack } = this.#place;
    stack.pop();
    if (stack.depth < this.#sink.quiet) this.#sink.close(start, end);
    this.#endToken(end);
    return true;
  }

  /** The end of the token that is looked for; undefined when more bytes are needed. */
  #sighted(sighting: Sighting): number | undefined {
    if ('end' in sighting) return sighting.end;
    if ('wrong' in sighting) return this.#place.breaks('comment-syntax', sighting.wrong);
    this.#scan = sighting.again;
    this.#checkSize(this.#place.window.end);
    return undefined;
  }

  #checkSize(end: number): void {
    if (end - this.token > this.#place.limits.recordBytes) this.#place.limit('recordBytes', this.token);
  }

  #readComment(): boolean {
    const { bytes, end } = this.#place.window;
    const to = this.#sighted(findCommentEnd(bytes, this.#scan, end));
    return to !== undefined && this.#endAside(to);
  }

  #readCdata(): boolean {
    const to = this.#sighted(findCdataEnd(this.#place.window.visible, this.#scan));
    if (to === undefined) return false;
    this.#checkSize(to);
    if (this.#sink.wantsText) this.#sink.text(this.token + LENGTHS.cdata, to - 3, false);
    this.#endToken(to);
    return true;
  }

  #readInstruction(): boolean {
    const { bytes, end } = this.#place.window;
    const to = this.#sighted(findInstructionEnd(bytes, this.#scan, end));
    if (to === undefined) return false;
    const text = this.#place.decode(this.token, to);
    const declaration = this.#atStart && /^<\?xml[ \t\n]/.test(text);
    const fault = declaration ? checkDeclaration(text) : checkInstruction(text);
    if (fault !== undefined) this.#place.refuseProlog(fault, this.token);
    return this.#endAside(to);
  }

  #endAside(end: number): boolean {
    this.#checkSize(end);
    this.asides?.push(this.token, end);
    this.#endToken(end);
    return true;
  }

  #readDoctype(): boolean {
    const { bytes, end } = this.#place.window;
    const sighting = findDoctypeEnd(bytes, this.#doctype, end);
    if ('declares' in sighting) return this.#place.refuseProlog({ declares: true }, sighting.declares);
    if ('again' in sighting) {
      this.#doctype = sighting.again;
      this.#checkSize(end);
      return false;
    }
    const fault = checkDoctype(this.#place.decode(this.token, sighting.end));
    if (fault !== undefined) this.#place.refuseProlog(fault, this.token);
    this.#seenDoctype = true;
    this.#checkSize(sighting.end);
    this.#endToken(sighting.end);
    return true;
  }
}
