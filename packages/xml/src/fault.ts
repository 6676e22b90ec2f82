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
  | 'doctype-place'
  | 'doctype-syntax'
  | 'entity-undeclared'
  | 'markup'
  | 'name'
  | 'processing-instruction'
  | 'reference'
  | 'second-root'
  | 'tag-syntax'
  | 'text-before-root';

/** Why a document cannot be trusted. Tagged data; {@link describeXmlFault} words it. */
export type XmlFault =
  | { readonly tag: 'Empty' }
  | { readonly tag: 'NotXml'; readonly looks: 'html' | 'text'; readonly snippet: string }
  | ({ readonly tag: 'Truncated'; readonly inside: string } & XmlPlace)
  | ({ readonly tag: 'NotWellFormed'; readonly rule: XmlRule; readonly found: string } & XmlPlace)
  | ({ readonly tag: 'Encoding'; readonly reason: string } & XmlPlace)
  | ({ readonly tag: 'Doctype' } & XmlPlace)
  | ({ readonly tag: 'Limit'; readonly limit: keyof XmlLimits; readonly value: number } & XmlPlace)
  | ({ readonly tag: 'Name'; readonly name: string } & XmlPlace);
