import { ParseOption, XmlCData, XmlDocument, XmlElement, XmlLibError, XmlText, XmlXPath } from 'libxml2-wasm';
import { joinTexts, shared, type Reading } from './reading.js';

/** From this level on libxml2 speaks of a fault of form, below of namespaces and the like. */
const FATAL = 3;

const OPTION = (ParseOption.XML_PARSE_NONET |
  ParseOption.XML_PARSE_NO_XXE |
  ParseOption.XML_PARSE_HUGE |
  ParseOption.XML_PARSE_NOCDATA) as ParseOption;

/** Where libxml2 sees the first fault, as it counts: lines and columns from 1 on. */
export interface Libxml2Fault {
  readonly message: string;
  readonly line: number;
  readonly column: number;
}

/**
 * What libxml2 makes of a document. Where only its namespaces are faulty it says `nothing`: it then looks at
 * what follows with half an eye.
 */
export type Libxml2Verdict =
  | { readonly says: 'faulty'; readonly fault: Libxml2Fault }
  | { readonly says: 'well-formed'; readonly reading: Reading }
  | { readonly says: 'nothing' };

const qualified = ({ prefix, name }: { readonly prefix: string; readonly name: string }): string =>
  prefix === '' ? name : `${prefix}:${name}`;

const attributesOf = (element: XmlElement): Readonly<Record<string, string>> =>
  Object.fromEntries([
    ...Object.entries(element.nsDeclarations).map(([prefix, uri]) => [
      prefix === '' ? 'xmlns' : `xmlns:${prefix}`,
      uri,
    ]),
    ...element.attrs.map((attribute) => [qualified(attribute), attribute.value]),
  ]) as Readonly<Record<string, string>>;

// Not by siblings: an instruction does not know its next.
const CHILDREN = XmlXPath.compile('node()');

const readingOf = (element: XmlElement): Reading => ({
  name: qualified(element),
  attributes: attributesOf(element),
  inside: joinTexts(
    element.find(CHILDREN).flatMap((child): (Reading | string)[] => {
      if (child instanceof XmlElement) return [readingOf(child)];
      return child instanceof XmlText || child instanceof XmlCData ? [child.content] : [];
    }),
  ),
});

/** Lets libxml2 judge and read a document; nothing that it names is fetched. */
export const libxml2 = (document: Uint8Array): Libxml2Verdict => {
  try {
    const read = XmlDocument.fromBuffer(document, { option: OPTION });
    try {
      return { says: 'well-formed', reading: shared(readingOf(read.root)) };
    } finally {
      read.dispose();
    }
  } catch (error) {
    if (!(error instanceof XmlLibError)) throw error;
    const fatal = error.details.find(({ level }) => level >= FATAL);
    if (fatal === undefined && error.details.length > 0) return { says: 'nothing' };
    const { message, line, col } = fatal ?? { message: error.message, line: 1, col: 1 };
    return { says: 'faulty', fault: { message: message.trim(), line, column: col } };
  }
};
