import type { DocumentItem } from '@openguard/model';
import { readDocumentLists, type ReadOptions } from '@openguard/reports';
import { documentError } from './document-error.js';

/** Reads items as {@link readItems} does, in lists of those that came together. */
export async function* readItemLists(
  source: AsyncIterable<Uint8Array>,
  from: string,
  options: ReadOptions = {},
): AsyncGenerator<readonly DocumentItem[], void, undefined> {
  for await (const list of readDocumentLists(source, options)) {
    const items: DocumentItem[] = [];
    for (const item of list) {
      if (item._tag === 'Left') {
        if (items.length > 0) yield items;
        throw documentError(item.left, from);
      }
      items.push(item.right);
    }
    yield items;
  }
}

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
  for await (const list of readItemLists(source, from, options)) for (const item of list) yield item;
}
