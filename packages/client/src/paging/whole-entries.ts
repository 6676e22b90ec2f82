import type { DocumentItem } from '@openguard/model';

/** The number by which a list is sorted, of an item that begins an entry of it. */
const numberOf = (item: DocumentItem): number | undefined => {
  switch (item.kind) {
    case 'host':
      return 'hostId' in item ? item.hostId : undefined;
    case 'id':
      return item.last;
    case 'record':
    case 'posture':
      return item.id;
    default:
      return undefined;
  }
};

const BEGINS: ReadonlySet<DocumentItem['kind']> = new Set(['host', 'id', 'record', 'posture']);

/** An entry of a list with all that belongs to it: a host and its findings, say. */
export interface WholeEntry {
  /** Undefined of what stands outside of entries. */
  readonly number: number | undefined;
  readonly items: readonly DocumentItem[];
}

/**
 * Hands on the entries of a page once they are whole: each when the next begins or the page ends, so that an entry
 * in which a page breaks off is not told by half.
 */
export class WholeEntries {
  #number: number | undefined;
  #items: DocumentItem[] = [];

  /** Takes an item, and gives the entry that is whole now, if one is. */
  take(item: DocumentItem): WholeEntry | undefined {
    if (!BEGINS.has(item.kind) && item.kind !== 'warning' && item.kind !== 'glossary') {
      this.#items.push(item);
      return undefined;
    }
    const whole = this.flush();
    this.#number = numberOf(item);
    this.#items = [item];
    return whole;
  }

  /** The last entry, when the page has ended. */
  flush(): WholeEntry | undefined {
    const items = this.#items;
    const number = this.#number;
    this.#items = [];
    this.#number = undefined;
    return items.length === 0 ? undefined : { number, items };
  }
}
