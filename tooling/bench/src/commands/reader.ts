import type { Sink } from './sink.js';

type Read = (file: string, sink: Sink) => Promise<void> | void;

/** What the project promises to be faster than. */
export const BASE = 'fast-xml-parser';

// Each is loaded alone: the process that measures one must not pay for the others.
const READERS = new Map<string, () => Promise<Read>>([
  ['readDocument', async () => (await import('./read-with-openguard.js')).readWithOpenguard],
  [BASE, async () => (await import('./read-with-fast-xml-parser.js')).readWithFastXmlParser],
  ['txml.parse', async () => (await import('./read-with-txml.js')).readWithTxml],
  ['saxes', async () => (await import('./read-with-saxes.js')).readWithSaxes],
]);

/** The readers that can be measured. */
export const READER_NAMES: readonly string[] = [...READERS.keys()];

export const loadReader = (name: string): Promise<Read> | undefined => READERS.get(name)?.();
