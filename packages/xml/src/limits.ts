/** Bounds that keep a hostile document from costing more than it should. */
export interface XmlLimits {
  /** Elements inside one another. */
  readonly depth: number;
  /** Bytes of one tag with its attributes. */
  readonly tagBytes: number;
  /** Bytes of one name. */
  readonly nameBytes: number;
  /** Different names of elements and attributes. */
  readonly names: number;
  /** Elements in one record, of those that are wanted. */
  readonly recordElements: number;
  /** Attributes of one element. */
  readonly attributes: number;
  /** Bytes of one record, of one text and of one CDATA section. */
  readonly recordBytes: number;
  /** Bytes of one comment or processing instruction. */
  readonly asideBytes: number;
  /** Bytes of the document type, its internal subset included. */
  readonly doctypeBytes: number;
}

/** Far above anything that the service or its users have shown. */
export const DEFAULT_LIMITS: XmlLimits = {
  depth: 256,
  tagBytes: 256 * 1024,
  nameBytes: 1024,
  names: 10_000,
  recordElements: 100_000,
  attributes: 256,
  recordBytes: 32 * 1024 * 1024,
  asideBytes: 1024 * 1024,
  doctypeBytes: 1024 * 1024,
};
