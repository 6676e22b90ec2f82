import type { DocumentItem, MapHost } from '@openguard/model';

/** An address of a map, ready to be compared. */
export interface ComparedHost {
  readonly ip: string;
  readonly kind: 'host' | 'router';
  readonly name?: string;
  readonly os?: string;
  /** Open ports, ascending. */
  readonly ports: readonly number[];
  /** The routers before it, in order; empty text for one that does not show itself. */
  readonly behind: readonly string[];
}

/** A whole map, or the maps of one document together, ready to be compared. */
export interface MapSnapshot {
  readonly ref: string;
  readonly date: string | undefined;
  /** What was mapped; of several maps their targets, parted by commas. */
  readonly target: string | undefined;
  /** HEADER's STATUS; of several maps the first that is not FINISHED. Absent in 2001. */
  readonly status: string | undefined;
  /** A target list of HEADER: addresses that were left alone. */
  readonly notScanned: string;
  /** Whether the map tells what anything hangs on; one without a single link was made without traces. */
  readonly linked: boolean;
  readonly hosts: ReadonlyMap<string, ComparedHost>;
}

interface Head {
  readonly refs: string[];
  readonly dates: string[];
  readonly targets: string[];
  readonly statuses: string[];
  readonly notScanned: string[];
}

const isMapHost = (item: DocumentItem): item is DocumentItem & MapHost =>
  item.kind === 'host' && 'router' in item;

interface HostDraft {
  router: boolean;
  name: string | undefined;
  os: string | undefined;
  readonly ports: Set<number>;
}

const add = (list: string[], text: string | undefined): void => {
  if (text !== undefined && text.trim() !== '' && !list.includes(text)) list.push(text);
};

/**
 * Collects the items of a map document, one by one, into a snapshot. An address that is only linked to is none of
 * its hosts.
 */
export class MapSnapshotBuilder {
  readonly #head: Head = { refs: [], dates: [], targets: [], statuses: [], notScanned: [] };
  readonly #hosts = new Map<string, HostDraft>();
  readonly #behind = new Map<string, Set<string>>();

  add(item: DocumentItem): void {
    if (isMapHost(item)) this.#addHost(item);
    if (item.kind !== 'header') return;
    const { ref, date, target, keys } = item;
    add(this.#head.refs, ref);
    add(this.#head.dates, date);
    add(this.#head.targets, target);
    add(this.#head.statuses, keys['STATUS']?.trim());
    add(this.#head.notScanned, keys['NOT_SCANNED']);
  }

  snapshot(): MapSnapshot {
    const { refs, dates, targets, statuses, notScanned } = this.#head;
    return {
      ref: refs.join(','),
      date: dates[0],
      target: targets.length === 0 ? undefined : targets.join(','),
      status: statuses.find((status) => status !== 'FINISHED') ?? statuses[0],
      notScanned: notScanned.join(','),
      linked: this.#behind.size > 0,
      hosts: new Map([...this.#hosts].map(([ip, draft]) => [ip, this.#compared(ip, draft)])),
    };
  }

  #compared(ip: string, { router, name, os, ports }: HostDraft): ComparedHost {
    return {
      ip,
      kind: router ? 'router' : 'host',
      ...(name === undefined ? {} : { name }),
      ...(os === undefined ? {} : { os }),
      ports: [...ports].sort((a, b) => a - b),
      behind: [...(this.#behind.get(ip) ?? [])].sort(),
    };
  }

  /** An address that is listed twice is one host with all that is told of it. */
  #addHost({ ip, name, os, router, ports, links }: MapHost): void {
    const known = this.#hosts.get(ip);
    const draft = known ?? { router, name, os, ports: new Set() };
    if (known === undefined) this.#hosts.set(ip, draft);
    draft.router ||= router;
    draft.name ??= name;
    draft.os ??= os;
    for (const port of ports) draft.ports.add(port);
    for (const link of links) {
      if (router && link !== '') this.#link(ip, link);
      else this.#link(link, ip);
    }
  }

  #link(router: string, ip: string): void {
    const known = this.#behind.get(ip);
    if (known === undefined) this.#behind.set(ip, new Set([router]));
    else known.add(router);
  }
}
