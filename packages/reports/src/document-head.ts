import { XML_DECLARATION } from '@openguard/xml';

/**
 * What stands before the root: the XML declaration and the document type. The DTD is named by its path on the
 * server, so that the same report has the same bytes wherever it is served.
 */
export const documentHead = (root: string, dtdPath: string): string =>
  `${XML_DECLARATION}<!DOCTYPE ${root} SYSTEM "${dtdPath}">\n`;
