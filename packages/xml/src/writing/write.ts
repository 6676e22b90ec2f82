import * as E from 'fp-ts/lib/Either.js';
import { isXmlName } from '../characters.js';
import type { XmlElement } from '../element.js';
import { ByteSink } from './byte-sink.js';
import { ElementWriter, type Policy } from './element-writer.js';
import { firstForbidden, replaceForbidden } from './escape.js';

/** The first line of every document that is written. */
export const XML_DECLARATION = '<?xml version="1.0" encoding="UTF-8" ?>\n';

/** Why something cannot be written as XML, and in which element. */
export type XmlWriteFault =
  /** A character that XML cannot hold, such as `U+0001`. */
  | { readonly tag: 'Character'; readonly found: string; readonly path: string }
  /** The name of an element or attribute that is none. */
  | { readonly tag: 'Name'; readonly name: string; readonly path: string };

/** How to write. */
export interface WriteOptions {
  /** What each line begins with. */
  readonly indent?: string;
  /** What becomes of characters that XML cannot hold: they are refused, or "?" stands for them. */
  readonly forbidden?: 'refuse' | 'replace';
}

type Tag = Pick<XmlElement, 'tagName' | 'attributes'>;

const REPLACING: Policy = { admit: replaceForbidden, checkName: () => undefined };

/** Carries a fault out of the writer; it never leaves this file. */
class Refused extends Error {
  constructor(
    readonly part:
      { readonly tag: 'Character'; readonly found: string } | { readonly tag: 'Name'; readonly name: string },
  ) {
    super(part.tag);
  }
}

const refuseForbidden = (text: string): string => {
  const found = firstForbidden(text);
  if (found !== undefined) throw new Refused({ tag: 'Character', found });
  return text;
};

/** Names that were found to be names; there are few, and they come again and again. */
const names = new Set<string>();
const MANY = 1000;

const refuseName = (name: string): void => {
  if (names.has(name)) return;
  if (!isXmlName(name)) throw new Refused({ tag: 'Name', name });
  if (names.size < MANY) names.add(name);
};

const policyOf = ({ forbidden = 'refuse' }: WriteOptions): Policy => ({
  admit: forbidden === 'refuse' ? refuseForbidden : replaceForbidden,
  checkName: refuseName,
});

/** What everything is written into: nothing waits while something is written. */
const sink = new ByteSink();

const attempt = <A>(policy: Policy, write: (writer: ElementWriter) => A): E.Either<XmlWriteFault, A> => {
  const writer = new ElementWriter(policy, sink);
  try {
    return E.right(write(writer));
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return E.left({ ...error.part, path: writer.path });
  } finally {
    sink.clear();
  }
};

/**
 * Writes an element canonically: attributes and children in their order, an indented line for each element
 * that holds elements, text untouched. What is read back equals what was written. What XML cannot hold is a
 * fault; with `forbidden: 'replace'`, "?" stands for such characters, as the service writes them.
 */
export const writeXml = (element: XmlElement, options: WriteOptions = {}): E.Either<XmlWriteFault, string> =>
  attempt(policyOf(options), (writer) => {
    writer.write(element, options.indent ?? '');
    return sink.text;
  });

/** The start tag of an element, for documents that are written piece by piece; {@link endTag} ends it. */
export const writeStartTag = (element: Tag, options: WriteOptions = {}): E.Either<XmlWriteFault, string> =>
  attempt(policyOf(options), (writer) => (options.indent ?? '') + writer.startTag(element));

/** The same as {@link writeStartTag}, of names that are known to be names, with "?" for what XML cannot hold. */
export const startTag = (element: Tag): string => new ElementWriter(REPLACING, sink).startTag(element);

/** The end tag of an element. */
export const endTag = (element: Pick<XmlElement, 'tagName'>): string => `</${element.tagName}>`;

/** The same as {@link writeXml}, of names that are known to be names, with "?" for what XML cannot hold. */
export const writeElement = (element: XmlElement, indent = ''): string => {
  try {
    new ElementWriter(REPLACING, sink).write(element, indent);
    return sink.text;
  } finally {
    // Nothing of what could not be written may stand before what comes next.
    sink.clear();
  }
};

/**
 * Writes elements as {@link writeElement} does, in UTF-8, which is what goes over a wire: collected until somebody takes
 * them, in half the time that texts take.
 */
export class ElementEncoder {
  readonly #sink = new ByteSink();
  readonly #writer = new ElementWriter(REPLACING, this.#sink);

  /** Adds an element with all that is in it. */
  add(element: XmlElement, indent = ''): void {
    this.#writer.write(element, indent);
  }

  /** Adds what is XML already. */
  addWritten(text: string): void {
    this.#sink.putText(text);
  }

  /** How many bytes have been added since somebody took them. */
  get length(): number {
    return this.#sink.length;
  }

  /** What was added, as bytes of its own. */
  take(): Uint8Array<ArrayBuffer> {
    return this.#sink.take();
  }
}
