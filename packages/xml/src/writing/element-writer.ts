import type { XmlElement } from '../element.js';
import { escapeText, escapeValue, type Admit } from './escape.js';

/** What becomes of the parts of an element that XML cannot hold. */
export interface Policy {
  readonly admit: Admit;
  /** Is shown each name before it is written. */
  readonly checkName: (name: string) => void;
}

/** An element whose end has not been written. */
interface Open {
  readonly element: XmlElement;
  readonly indent: string;
  /** Each of its children stands on a line of its own: none of them is text. */
  readonly isSpaced: boolean;
  /** It stands on a line of its own. */
  readonly isLine: boolean;
  /** Its children that have been written. */
  written: number;
}

const isElement = (child: XmlElement['children'][number]): boolean => typeof child !== 'string';

/**
 * Writes elements canonically, one piece after the other and without going down: a document may be as deep as it
 * likes.
 */
export class ElementWriter {
  readonly #policy: Policy;
  readonly #open: Open[] = [];
  #text = '';

  constructor(policy: Policy) {
    this.#policy = policy;
  }

  /** The elements that are being written, as a path such as `/SCAN/IP`. */
  get path(): string {
    return this.#open.map(({ element }) => `/${element.tagName}`).join('');
  }

  /** Writes an element with all that is in it. */
  write(element: XmlElement, indent: string): string {
    this.#begin(element, indent, true);
    for (let open = this.#open.at(-1); open !== undefined; open = this.#open.at(-1)) this.#goOn(open);
    return this.#text;
  }

  /** Writes a start tag only. */
  startTag({ tagName, attributes }: Pick<XmlElement, 'tagName' | 'attributes'>): string {
    return `${this.#tag(tagName, attributes)}>`;
  }

  #begin(element: XmlElement, indent: string, isLine: boolean): void {
    const { tagName, attributes, children } = element;
    const tag = indent + this.#tag(tagName, attributes);
    const [only] = children;
    const end = isLine ? '\n' : '';
    if (only === undefined) {
      this.#text += `${tag} />${end}`;
    } else if (children.length === 1 && typeof only === 'string') {
      // Nearly every element of a report.
      this.#text += `${tag}>${escapeText(only, this.#policy.admit)}</${tagName}>${end}`;
    } else {
      const isSpaced = children.every(isElement);
      this.#text += isSpaced ? `${tag}>\n` : `${tag}>`;
      this.#open.push({ element, indent, isSpaced, isLine, written: 0 });
    }
  }

  #goOn(open: Open): void {
    const { element, indent, isSpaced, isLine } = open;
    const child = element.children[open.written];
    open.written += 1;
    if (typeof child === 'string') {
      this.#text += escapeText(child, this.#policy.admit);
    } else if (child !== undefined) {
      this.#begin(child, isSpaced ? `${indent}  ` : '', isSpaced);
    } else {
      this.#open.pop();
      this.#text += `${isSpaced ? indent : ''}</${element.tagName}>${isLine ? '\n' : ''}`;
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
