import type { DocumentItem } from '@openguard/model';
import { readDocument, type ReadOptions } from '@openguard/reports';
import { documentError } from './document-error.js';

/**
 * Reads the items of a document from any source of bytes. Rejects, after the items that came before, when the
 * document is not to be trusted: `OG_XML_…`, `OG_REPLY_…`, `OG_DOCUMENT_…`, or `OG_AUTH_REFUSED` for a plain
 * `ACCESS DENIED`. Ends without rejecting only after the item `end`.
 *
 * @param from where the bytes come from, for messages
 */
export async function* readItems(
  source: AsyncIterable<Uint8Array>,
  from: string,
  options: ReadOptions = {},
): AsyncGenerator<DocumentItem, void, undefined> {
  for await (const item of readDocument(source, options)) {
    if (item._tag === 'Left') throw documentError(item.left, from);
    yield item.right;
  }
}
