import type { XmlElement } from '../element.js';
import { pieceOf, type ByteSink, type Piece } from './byte-sink.js';
import { escapeValue, putEscaped, type Admit } from './escape.js';

/** What becomes of the parts of an element that XML cannot hold. */
export interface Policy {
  readonly admit: Admit;
  /** Is shown each name before it is written. */
  readonly checkName: (name: string) => void;
}

/** What stands before and behind the text of an element without attributes, on a line of its own. */
interface Frame {
  readonly start: Piece;
  readonly end: Piece;
}

/** So many are remembered, none for longer names or further in than that. */
const MOST_NAMES = 256;
const LONGEST = 100;

/** The place where lines begin, and the frames of elements that were written there: the same few again and again. */
class Lines {
  readonly #frames = new Map<string, Frame>();
  #inner: Lines | undefined;

  constructor(readonly indent: string) {}

  /** Two blanks further in. */
  get inner(): Lines {
    if (this.indent.length > LONGEST) return new Lines(`${this.indent}  `);
    this.#inner ??= new Lines(`${this.indent}  `);
    return this.#inner;
  }

  frameOf(name: string): Frame {
    const known = this.#frames.get(name);
    if (known !== undefined) return known;
    const start = pieceOf(`${this.indent}<${name}>`);
    const frame = { start, end: pieceOf(`</${name}>\n`) };
    if (this.#frames.size < MOST_NAMES && start.length < LONGEST) this.#frames.set(name, frame);
    return frame;
  }
}

const OUTERMOST = new Lines('');
const MOST_INDENTS = 64;
const indents = new Map([['', OUTERMOST]]);

/** Where lines with this indent begin. */
const linesAt = (indent: string): Lines => {
  const known = indents.get(indent);
  if (known !== undefined) return known;
  const lines = new Lines(indent);
  if (indents.size < MOST_INDENTS && indent.length < LONGEST) indents.set(indent, lines);
  return lines;
};

/** An element whose end has not been written. */
interface Open {
  readonly element: XmlElement;
  /** Where it stands, if that is a line of its own. */
  readonly lines: Lines | undefined;
  /** Where its children stand, if each has a line of its own: none of them is text. */
  readonly inside: Lines | undefined;
  /** Its children that have been written. */
  written: number;
}

const hasNone = (attributes: XmlElement['attributes']): boolean => Object.keys(attributes).length === 0;

const isElement = (child: XmlElement['children'][number]): boolean => typeof child !== 'string';

/**
 * Writes elements canonically, one piece after the other and without going down: a document may be as deep as it
 * likes.
 */
export class ElementWriter {
  readonly #policy: Policy;
  readonly #sink: ByteSink;
  readonly #open: Open[] = [];

  constructor(policy: Policy, sink: ByteSink) {
    this.#policy = policy;
    this.#sink = sink;
  }

  /** The elements that are being written, as a path such as `/SCAN/IP`. */
  get path(): string {
    return this.#open.map(({ element }) => `/${element.tagName}`).join('');
  }

  /** Writes an element with all that is in it. */
  write(element: XmlElement, indent: string): void {
    this.#begin(element, linesAt(indent));
    for (let open = this.#open.at(-1); open !== undefined; open = this.#open.at(-1)) this.#goOn(open);
  }

  /** Writes a start tag only. */
  startTag({ tagName, attributes }: Pick<XmlElement, 'tagName' | 'attributes'>): string {
    return `${this.#tag(tagName, attributes)}>`;
  }

  #begin(element: XmlElement, lines: Lines | undefined): void {
    const { tagName, attributes, children } = element;
    const [only] = children;
    if (lines !== undefined && children.length === 1 && typeof only === 'string' && hasNone(attributes)) {
      // Nearly every element of a report; without its frame, writing a detection list takes 1.2 times as long.
      this.#policy.checkName(tagName);
      const { start, end } = lines.frameOf(tagName);
      this.#sink.put(start);
      putEscaped(this.#sink, only, this.#policy.admit);
      this.#sink.put(end);
      return;
    }
    const indent = lines?.indent ?? '';
    const tag = indent + this.#tag(tagName, attributes);
    const end = lines === undefined ? '' : '\n';
    if (only === undefined) {
      this.#sink.putText(`${tag} />${end}`);
    } else if (children.length === 1 && typeof only === 'string') {
      this.#sink.putText(`${tag}>`);
      putEscaped(this.#sink, only, this.#policy.admit);
      this.#sink.putText(`</${tagName}>${end}`);
    } else {
      const inside = children.every(isElement) ? (lines ?? OUTERMOST).inner : undefined;
      this.#sink.putText(inside === undefined ? `${tag}>` : `${tag}>\n`);
      this.#open.push({ element, lines, inside, written: 0 });
    }
  }

  #goOn(open: Open): void {
    const { element, lines, inside } = open;
    const child = element.children[open.written];
    open.written += 1;
    if (typeof child === 'string') {
      putEscaped(this.#sink, child, this.#policy.admit);
    } else if (child !== undefined) {
      this.#begin(child, inside);
    } else {
      this.#open.pop();
      const indent = inside === undefined ? '' : (lines?.indent ?? '');
      this.#sink.putText(`${indent}</${element.tagName}>${lines === undefined ? '' : '\n'}`);
    }
  }

  /** A start tag without its end. */
  #tag(tagName: string, attributes: XmlElement['attributes']): string {
    const { admit, checkName } = this.#policy;
    checkName(tagName);
    let tag = `<${tagName}`;
    for (const name of Object.keys(attributes)) {
      checkName(name);
      tag += ` ${name}="${escapeValue(attributes[name] ?? '', admit)}"`;
    }
    return tag;
  }
}
