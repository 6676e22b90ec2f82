import type { Extract } from './extract.js';
import type { Kind } from './kind.js';

/** Reads a file of each kind to its end, and hands over the five fields of every record. */
export type Reader = Readonly<Record<Kind, (file: string, extract: Extract) => void>>;

/** Five fields, checked by io-ts: what the others are measured against. */
export const FIVE = 'openguard, five fields';
export const EVERY = 'openguard, every field';
export const EVENTS = 'openguard, raw events';
/** The other way, as many bytes. */
export const WRITING = 'openguard, writing every field';
export const FAST_XML_PARSER = 'fast-xml-parser';
export const TXML = 'txml.parse';
export const SAXES = 'saxes';
export const SAX = 'sax';
export const SCAN = 'find every <, nothing else';

// Each is loaded alone: the process that measures one must not pay for the others.
const READERS = new Map<string, () => Promise<Reader>>([
  [FIVE, async () => (await import('./read-five-fields.js')).fiveFields],
  [EVERY, async () => (await import('./read-every-field.js')).everyField],
  [EVENTS, async () => (await import('./read-raw-events.js')).rawEvents],
  [WRITING, async () => (await import('./write-records.js')).writing],
  [TXML, async () => (await import('./read-with-txml.js')).txml],
  [FAST_XML_PARSER, async () => (await import('./read-with-fast-xml-parser.js')).fastXmlParser],
  [SAXES, async () => (await import('./read-with-saxes.js')).saxes],
  [SAX, async () => (await import('./read-with-sax.js')).sax],
  [SCAN, async () => (await import('./scan-bytes.js')).scanBytes],
]);

export const loadReader = (name: string): Promise<Reader> | undefined => READERS.get(name)?.();
