import type { DocumentItem, HeaderItem, MapHostItem } from '@openguard/model';

/** One map of a document. */
export interface CollectedMap {
  readonly header: HeaderItem;
  readonly hosts: readonly MapHostItem[];
}

interface OpenMap {
  header: HeaderItem;
  readonly hosts: MapHostItem[];
}

/** The reference of what was not kept, and of what is none. */
export const NONE = 'None';

/**
 * Collects the maps of a document, which has several when several domains were asked for. A refusal also comes as
 * a map, which is empty and has no reference: that is none.
 */
export class MapCollector {
  readonly #maps: OpenMap[] = [];

  add(item: DocumentItem): void {
    if (item.kind === 'header') this.#begin(item);
    else if (item.kind === 'host' && 'router' in item) this.#last().hosts.push(item);
  }

  maps(): readonly CollectedMap[] {
    return this.#maps.filter(({ header, hosts }) => header.ref !== NONE || hosts.length > 0);
  }

  #last(): OpenMap {
    const last = this.#maps.at(-1);
    if (last !== undefined) return last;
    const first: OpenMap = { header: { kind: 'header', ref: '', keys: {} }, hosts: [] };
    this.#maps.push(first);
    return first;
  }

  /** A map that has its header at its end tells its reference before its hosts, and the same once more there. */
  #begin(header: HeaderItem): void {
    const last = this.#maps.at(-1);
    if (last?.header.ref === header.ref && Object.keys(last.header.keys).length === 0) last.header = header;
    else this.#maps.push({ header, hosts: [] });
  }
}
