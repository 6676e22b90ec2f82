import type { DocumentItem } from '@openguard/model';
import { hasGlossary, readGlossary, rootFinder, type ReadOptions } from '@openguard/reports';
import { readItems } from './read-items.js';

/** Where a document is kept while it is read twice. */
export interface Shelf {
  /** Keeps a document, or lets go of one that is kept already. */
  readonly keep: (document: AsyncIterable<Uint8Array>) => Promise<void>;
  /** The document from its beginning. */
  readonly read: () => AsyncIterable<Uint8Array>;
}

interface Begun {
  readonly root: string | undefined;
  readonly all: AsyncGenerator<Uint8Array, void, undefined>;
}

/** Looks at a document until its root is known; its pieces may be overwritten by the next. */
const begin = async (source: AsyncIterable<Uint8Array>, options: ReadOptions): Promise<Begun> => {
  const pieces = source[Symbol.asyncIterator]();
  const find = rootFinder(options);
  const seen: Uint8Array[] = [];
  let root: string | undefined;
  for (let next = await pieces.next(); next.done !== true; next = await pieces.next()) {
    seen.push(Uint8Array.from(next.value));
    root = find(next.value);
    if (root !== undefined) break;
  }
  const all = (async function* () {
    try {
      yield* seen;
      seen.length = 0;
      for (let next = await pieces.next(); next.done !== true; next = await pieces.next()) yield next.value;
    } finally {
      await pieces.return?.();
    }
  })();
  return { root, all };
};

/**
 * Reads the items of any document as {@link readItems} does, and tells the findings of an asset report with what
 * stands at its end: title, severity, CVEs, PCI flag and virtual patches. Such a report is kept on the shelf and read
 * twice; what is held of it in memory grows with the number of its different checks, not with its length.
 */
export async function* readExplained(
  source: AsyncIterable<Uint8Array>,
  from: string,
  shelf: Shelf,
  options: ReadOptions = {},
): AsyncGenerator<DocumentItem, void, undefined> {
  const { root, all } = await begin(source, options);
  if (!hasGlossary(root)) {
    yield* readItems(all, from, options);
    return;
  }
  await shelf.keep(all);
  const own = await readGlossary(shelf.read(), options);
  const glossary = options.glossary === undefined ? own : new Map([...options.glossary, ...own]);
  yield* readItems(shelf.read(), from, { ...options, glossary });
}
