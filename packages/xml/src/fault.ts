import type { XmlLimits } from './limits.js';

/** Where a fault is: the byte offset in the document as it came, and the open elements such as `/SCAN/IP`. */
export interface XmlPlace {
  readonly offset: number;
  readonly path: string;
}

/** The rule of XML 1.0 that is broken. */
export type XmlRule =
  | 'attribute-duplicate'
  | 'attribute-less-than'
  | 'attribute-syntax'
  | 'cdata-end-in-text'
  | 'cdata-outside'
  | 'character'
  | 'close-without-open'
  | 'close-mismatch'
  | 'comment-syntax'
  | 'content-after-root'
  | 'declaration'
  | 'declaration-in-doctype'
  | 'doctype-place'
  | 'doctype-syntax'
  | 'entity-external'
  | 'entity-less-than'
  | 'entity-recursion'
  | 'entity-text'
  | 'entity-undeclared'
  | 'entity-unparsed'
  | 'markup'
  | 'name'
  | 'parameter-entity'
  | 'processing-instruction'
  | 'reference'
  | 'second-root'
  | 'tag-syntax'
  | 'text-before-root';

/**
 * Why bytes cannot be decoded:
 *
 * - `bytes`: they are no character of the encoding.
 * - `unsupported`: the encoding is not read here.
 * - `contradiction`: one encoding is declared, and the bytes are in another.
 * - `unmarked`: it is an encoding that is read only with its byte order mark, or not at all.
 */
export type EncodingProblem = 'bytes' | 'unsupported' | 'contradiction' | 'unmarked';

/** Why a document cannot be trusted. Tagged data; {@link describeXmlFault} words it. */
export type XmlFault =
  | { readonly tag: 'Empty' }
  | { readonly tag: 'NotXml'; readonly looks: 'html' | 'text'; readonly snippet: string }
  | ({ readonly tag: 'Truncated'; readonly inside: string } & XmlPlace)
  | ({ readonly tag: 'NotWellFormed'; readonly rule: XmlRule; readonly found: string } & XmlPlace)
  | ({
      readonly tag: 'Encoding';
      readonly problem: EncodingProblem;
      /** The encoding that is declared, or that the document was read in. */
      readonly encoding: string;
      /** The byte that is no character of it; empty text for the other problems. */
      readonly found: string;
    } & XmlPlace)
  | ({ readonly tag: 'Doctype' } & XmlPlace)
  | ({ readonly tag: 'Limit'; readonly limit: keyof XmlLimits; readonly value: number } & XmlPlace)
  | ({ readonly tag: 'Name'; readonly name: string } & XmlPlace);
