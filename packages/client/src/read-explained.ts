import type { DocumentItem } from '@openguard/model';
import {
  hasGlossary,
  lookAhead,
  namedPosture,
  namesPostures,
  readGlossary,
  readPostureNames,
  rootFinder,
  type ReadOptions,
} from '@openguard/reports';
import { readItems } from './read-items.js';

/** Where a document is kept while it is read twice. */
export interface Shelf {
  /** Keeps a document, or lets go of one that is kept already. */
  readonly keep: (document: AsyncIterable<Uint8Array>) => Promise<void>;
  /** The document from its beginning. */
  readonly read: () => AsyncIterable<Uint8Array>;
}

/**
 * Reads the items of any document as {@link readItems} does, and tells the findings of an asset report with what
 * stands at its end: title, severity, CVEs, PCI flag and virtual patches; and the postures of a list with addresses,
 * technologies, and the statements and criticalities of controls. Such a document is kept on the shelf and read twice;
 * what is held of it in memory grows with the number of its different checks, controls and hosts, not with its length.
 */
export async function* readExplained(
  source: AsyncIterable<Uint8Array>,
  from: string,
  shelf: Shelf,
  options: ReadOptions = {},
): AsyncGenerator<DocumentItem, void, undefined> {
  const { found: root, all } = await lookAhead(source, rootFinder(options));
  if (namesPostures(root)) {
    await shelf.keep(all);
    const names = await readPostureNames(shelf.read(), options);
    for await (const item of readItems(shelf.read(), from, options))
      yield item.kind === 'posture' ? namedPosture(item, names) : item;
    return;
  }
  if (!hasGlossary(root)) {
    yield* readItems(all, from, options);
    return;
  }
  await shelf.keep(all);
  const own = await readGlossary(shelf.read(), options);
  const glossary = options.glossary === undefined ? own : new Map([...options.glossary, ...own]);
  yield* readItems(shelf.read(), from, { ...options, glossary });
}
