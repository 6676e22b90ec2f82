import { entryKindOf, entryOf, type Entry, type EntryKind, type EntryList } from '@openguard/analytics';
import type { DocumentItem } from '@openguard/model';
import { DiskSorter } from './disk-sorter.js';

/** Collects the entries of a document, sorted by a key. What memory has no room for is on the disk. */
export class EntryCollector {
  readonly #sorter = new DiskSorter<Entry>();
  readonly #keyOf: (entry: Entry) => string;
  #kind: EntryKind | undefined;
  #isAll = true;

  constructor(keyOf: (entry: Entry) => string) {
    this.#keyOf = keyOf;
  }

  /** Forgets all that came, and gives what takes the items of the document from its beginning. */
  readonly begin = (): ((item: DocumentItem) => void) => {
    this.#sorter.restart();
    this.#kind = undefined;
    let holdsFindings = false;
    return (item) => {
      if (item.kind === 'finding') holdsFindings = true;
      if (item.kind === 'end') {
        this.#kind = entryKindOf(item);
        this.#isAll = item.truncated !== true && item.unproven !== true;
      }
      const entry = holdsFindings ? undefined : entryOf(item);
      if (entry !== undefined) this.#sorter.add(this.#keyOf(entry), entry);
    };
  };

  /** The list; undefined where the document is none. To be called at its proven end. */
  list(): EntryList | undefined {
    if (this.#kind === undefined) return undefined;
    this.#sorter.settle();
    const sorter = this.#sorter;
    return {
      kind: this.#kind,
      isAll: this.#isAll,
      entries: { [Symbol.iterator]: () => sorter.sorted() },
    };
  }

  readonly close = (): void => {
    this.#sorter.close();
  };
}
