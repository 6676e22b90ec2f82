import type { XmlElement } from './element.js';
import type { Repairs } from './repairs.js';

/**
 * The elements of a document that are too large to be held: their start and end are told, and what stands
 * inside them is read one by one. `{ SCAN: { IP: {} } }` tells SCAN and IP apart and delivers each child of
 * an IP as a record. A root that is not named has an empty spine.
 */
export interface Spine {
  readonly [name: string]: Spine;
}

/** What a reader tells about a document, in its order. Offsets are bytes of the document as it came. */
export type XmlEvent =
  /** An element of the spine begins; `element` has no children. */
  | { readonly kind: 'open'; readonly element: XmlElement; readonly offset: number }
  /** An element of the spine ends. */
  | { readonly kind: 'close'; readonly name: string; readonly offset: number }
  /** A whole element outside the spine. */
  | { readonly kind: 'record'; readonly element: XmlElement; readonly offset: number }
  /** Text that is not blank, directly inside an element of the spine. */
  | { readonly kind: 'text'; readonly text: string; readonly offset: number }
  /**
   * The document is complete and well-formed, once what `repairs` tells was mended; `offset` is its length, and
   * `instructions` the first processing instructions before its root, each a name and what follows it.
   */
  | {
      readonly kind: 'end';
      readonly offset: number;
      readonly repairs?: Repairs;
      readonly instructions?: readonly string[];
    };
