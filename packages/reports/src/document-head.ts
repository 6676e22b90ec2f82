import { XML_DECLARATION } from '@openguard/xml';

/**
 * What stands before the root: the XML declaration and the document type. The DTD is named by its path on the
 * server, so that the same report has the same bytes wherever it is served.
 */
export const documentHead = (root: string, dtdPath: string): string =>
  `${XML_DECLARATION}<!DOCTYPE ${root} SYSTEM "${dtdPath}">\n`;

/**
 * What stands before the root of a document of a simulated estate that has no other place to say so: a processing
 * instruction, which every program that reads XML passes over. Scan reports and maps have REPORT_TYPE.
 */
const SIMULATED = 'openguard simulated';

/** Whether the processing instructions before a root say that the document is of a simulated estate. */
export const saysSimulated = (instructions: readonly string[]): boolean => instructions.includes(SIMULATED);

/** A head of ours, of a document that does not say so itself. */
const HEAD = /^<\?xml [^>]*\?>\n<!DOCTYPE (?!SCAN |MAP |MAP_REQUEST )[^>]*>\n/;

/** The beginning of a document of ours, marked as one of a simulated estate where it does not say so itself. */
export const markSimulated = (beginning: string): string =>
  beginning.replace(HEAD, (head) => `${head}<?${SIMULATED}?>\n`);
