import {
  AMPERSAND,
  APOSTROPHE,
  BANG,
  CLOSE_BRACKET,
  GREATER,
  isBlank,
  isNameStart,
  LESS,
  OPEN_BRACKET,
  QUESTION,
  QUOTE,
  SLASH,
} from './byte.js';
import { Stop, type Place } from './place.js';
import { checkDeclaration, checkDoctype, checkInstruction } from './prolog.js';
import { readReference } from './reference.js';
import { findCdataEnd, findCommentEnd, findInstructionEnd, type Sighting } from './scan.js';
import { nameEnd, readStartTag, type StartTag } from './tag.js';
import { checkTagNames } from './tag-names.js';

type State = 'begin' | 'content' | 'markup' | 'tag' | 'comment' | 'cdata' | 'instruction' | 'doctype';

const UNFINISHED: Readonly<Record<State, string>> = {
  begin: 'the document',
  content: 'an element',
  markup: 'a tag',
  tag: 'a tag',
  comment: 'a comment',
  cdata: 'a CDATA section',
  instruction: 'a processing instruction',
  doctype: 'the document type',
};

/** Who is told about checked tokens. Positions are of the window, `end` is one past the token. */
export interface TokenSink {
  /** A start tag that is in order; the sink keeps the stack of names. */
  readonly startTag: (start: number, tag: StartTag, end: number) => void;
  /** An end tag for the name from `nameStart` to `nameEnd`. */
  readonly endTag: (start: number, nameStart: number, nameEnd: number, end: number) => void;
  /** Text or a CDATA section inside the root. */
  readonly text: (start: number, end: number) => void;
  /** A comment or processing instruction. */
  readonly aside: (start: number, end: number) => void;
}

const startsWith = (bytes: Uint8Array, start: number, text: string): boolean => {
  for (let i = 0; i < text.length; i += 1) if (bytes[start + i] !== text.charCodeAt(i)) return false;
  return true;
};

/**
 * Cuts bytes into tokens and checks each against XML 1.0. A token that is not complete yet is taken up
 * where it was left when more bytes come, so that the cost does not depend on how the bytes are cut.
 */
export class Tokenizer {
  readonly #place: Place;
  readonly #sink: TokenSink;
  #state: State = 'begin';
  /** Start of the current token. */
  token = 0;
  /** How far it has been looked at. */
  #scan = 0;
  #quote = 0;
  #inSubset = false;
  #atStart = true;
  #seenMarkup = false;
  #seenDoctype = false;
  #seenRoot = false;

  constructor(place: Place, sink: TokenSink) {
    this.#place = place;
    this.#sink = sink;
  }

  /** The bytes of the window moved down. */
  shift(by: number): void {
    this.token -= by;
    this.#scan -= by;
  }

  /** Reads every token that is complete. */
  advance(): void {
    while (this.#step());
    const { window, limits } = this.#place;
    if ((this.#state === 'tag' || this.#state === 'doctype') && window.end - this.token > limits.tagBytes) {
      this.#place.limit('tagBytes', this.token);
    }
  }

  /** No more bytes come: stops unless the document is whole. */
  finish(): void {
    const { window, names } = this.#place;
    if (this.#state === 'begin' && window.end > 0) {
      this.#begin();
      this.advance();
    }
    if (names.depth === 0 && this.#state === 'content' && this.#seenRoot) return;
    const between = this.#state === 'begin' || this.#state === 'content';
    if (between && !this.#seenMarkup) throw new Stop({ tag: 'Empty' });
    const inside = between && !this.#seenRoot ? 'the root element' : UNFINISHED[this.#state];
    throw new Stop({ tag: 'Truncated', inside, ...this.#place.at(window.end) });
  }

  /** Reads to the end of one token; false when that needs more bytes. */
  #step(): boolean {
    switch (this.#state) {
      case 'begin':
        return this.#place.window.end >= 4 && this.#begin();
      case 'content':
        return this.#place.names.depth === 0 ? this.#readOutside() : this.#readText();
      case 'markup':
        return this.#readMarkup();
      case 'tag':
        return this.#readTag();
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

  #begin(): boolean {
    const { bytes } = this.#place.window;
    const utf16 = (bytes[0] === 0xfe && bytes[1] === 0xff) || (bytes[0] === 0xff && bytes[1] === 0xfe);
    if (utf16 || (bytes[0] === 0 && bytes[1] === LESS) || (bytes[0] === LESS && bytes[1] === 0)) {
      this.#place.encoding('it is UTF-16; convert it to UTF-8', 0);
    }
    this.token = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
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
    while (i < end && isBlank(bytes[i])) i += 1;
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

  #readText(): boolean {
    const { bytes, end } = this.#place.window;
    let i = this.#scan;
    for (; i < end; i += 1) {
      const byte = bytes[i];
      if (byte === LESS) break;
      if (byte === AMPERSAND) {
        const reference = readReference(bytes, i, end);
        if (reference === 'incomplete') {
          this.#scan = i;
          return false;
        }
        if (typeof reference === 'string') this.#place.breaks(reference, i);
        else i += reference - 1;
      } else if (byte === GREATER && bytes[i - 1] === CLOSE_BRACKET && bytes[i - 2] === CLOSE_BRACKET) {
        if (i - 2 >= this.token) this.#place.breaks('cdata-end-in-text', i - 2);
      }
    }
    this.#scan = i;
    if (i === end) return false;
    if (i > this.token) this.#sink.text(this.token, i);
    this.token = i;
    this.#state = 'markup';
    return true;
  }

  #readMarkup(): boolean {
    const { bytes, end } = this.#place.window;
    const start = this.token;
    const length = end - start;
    const next = bytes[start + 1];
    if (length < 2) return false;
    if (next === SLASH || isNameStart(next)) return this.#enter('tag', start + 1);
    if (next === QUESTION) return this.#enter('instruction', start + 2);
    if (next !== BANG) this.#place.breaks('markup', start);
    if (length < 4) return false;
    if (startsWith(bytes, start, '<!--')) return this.#enter('comment', start + 4);
    if (length < 9) return false;
    if (startsWith(bytes, start, '<![CDATA[')) {
      if (this.#place.names.depth === 0) this.#place.breaks('cdata-outside', start);
      return this.#enter('cdata', start + 9);
    }
    if (startsWith(bytes, start, '<!DOCTYPE')) {
      if (this.#seenDoctype || this.#seenRoot) this.#place.breaks('doctype-place', start);
      return this.#enter('doctype', start + 9);
    }
    if (/^<!doctype/i.test(this.#place.snippet(start))) this.#place.html(start);
    return this.#place.breaks('markup', start);
  }

  #enter(state: State, scan: number): boolean {
    this.#state = state;
    this.#scan = scan;
    this.#quote = 0;
    this.#inSubset = false;
    return true;
  }

  #readTag(): boolean {
    const { bytes, end } = this.#place.window;
    const closing = bytes[this.token + 1] === SLASH;
    for (let i = this.#scan; i < end; i += 1) {
      const byte = bytes[i];
      if (byte === LESS) this.#place.breaks(this.#quote === 0 ? 'tag-syntax' : 'attribute-less-than', i);
      if (this.#quote !== 0) {
        if (byte === this.#quote) this.#quote = 0;
      } else if (byte === GREATER) {
        if (i - this.token >= this.#place.limits.tagBytes) this.#place.limit('tagBytes', this.token);
        if (closing) this.#close(i);
        else this.#open(i);
        return true;
      } else if ((byte === QUOTE || byte === APOSTROPHE) && !closing) {
        this.#quote = byte;
      }
    }
    this.#scan = end;
    return false;
  }

  #close(greater: number): void {
    const { bytes } = this.#place.window;
    const start = this.token + 2;
    const to = nameEnd(bytes, start, greater);
    let i = to;
    while (i < greater && isBlank(bytes[i])) i += 1;
    if (to === start || i !== greater) this.#place.breaks('tag-syntax', this.token);
    if (this.#place.names.depth === 0)
      this.#place.breaks('close-without-open', this.token, this.#place.decode(start, to));
    if (!this.#place.names.popIf(bytes, start, to)) {
      this.#place.breaks('close-mismatch', this.token, this.#place.decode(this.token, greater + 1));
    }
    this.#sink.endTag(this.token, start, to, greater + 1);
    this.#endToken(greater + 1);
  }

  #open(greater: number): void {
    const { limits } = this.#place;
    const { bytes } = this.#place.window;
    const start = this.token + 1;
    const tag = readStartTag(bytes, start, greater, limits.attributes);
    if ('rule' in tag) {
      if (tag.rule === 'attributes') this.#place.limit('attributes', tag.position);
      else this.#place.breaks(tag.rule, tag.position);
      return;
    }
    checkTagNames(this.#place, start, tag);
    if (this.#place.names.depth === 0) {
      if (this.#seenRoot) this.#place.breaks('second-root', this.token);
      this.#seenRoot = true;
    }
    if (this.#place.names.depth >= limits.depth) this.#place.limit('depth', this.token);
    this.#sink.startTag(this.token, tag, greater + 1);
    this.#endToken(greater + 1);
  }

  /** The end of the token that is looked for; undefined when more bytes are needed. */
  #sighted(sighting: Sighting): number | undefined {
    if ('end' in sighting) return sighting.end;
    if ('wrong' in sighting) return this.#place.breaks('comment-syntax', sighting.wrong);
    this.#scan = sighting.again;
    return undefined;
  }

  #readComment(): boolean {
    const { bytes, end } = this.#place.window;
    const to = this.#sighted(findCommentEnd(bytes, this.#scan, end));
    if (to === undefined) return false;
    this.#place.decode(this.token, to);
    this.#endAside(to);
    return true;
  }

  #readCdata(): boolean {
    const { bytes, end } = this.#place.window;
    const to = this.#sighted(findCdataEnd(bytes, this.#scan, end));
    if (to === undefined) return false;
    this.#sink.text(this.token, to);
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
    this.#endAside(to);
    return true;
  }

  #readDoctype(): boolean {
    const { bytes, end } = this.#place.window;
    for (let i = this.#scan; i < end; i += 1) {
      const byte = bytes[i];
      if (this.#quote !== 0) {
        if (byte === this.#quote) this.#quote = 0;
      } else if (this.#inSubset) {
        if (byte === CLOSE_BRACKET) this.#inSubset = false;
        else if (!isBlank(byte)) this.#place.refuseProlog({ declares: true }, i);
      } else if (byte === OPEN_BRACKET) {
        this.#inSubset = true;
      } else if (byte === QUOTE || byte === APOSTROPHE) {
        this.#quote = byte;
      } else if (byte === GREATER) {
        const fault = checkDoctype(this.#place.decode(this.token, i + 1));
        if (fault !== undefined) this.#place.refuseProlog(fault, this.token);
        this.#seenDoctype = true;
        this.#endToken(i + 1);
        return true;
      }
    }
    this.#scan = end;
    return false;
  }

  #endAside(end: number): void {
    this.#sink.aside(this.token, end);
    this.#endToken(end);
  }
}
