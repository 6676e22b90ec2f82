import type { DocumentItem, FindingItem, LinkEvidence, MapHost } from '@openguard/model';
import { openPortsOf } from './open-ports.js';
import { MapGraphBuilder, type MapGraph } from './map-graph.js';

// The seeds' name of the finding that lists the routers before a host, and its number in later documents.
const TRACES: ReadonlySet<string> = new Set(['traceroute', '45006']);

const HOP = /^\s*\d{1,3}\s+(?:\*|\(?(\d{1,3}(?:\.\d{1,3}){3})\)?)/;

/** The routers on the way to a host; undefined stands for one that did not answer. */
const hopsOf = ({ result = '', ip }: FindingItem): readonly (string | undefined)[] => {
  const hops = result.split('\n').flatMap((line) => {
    const match = HOP.exec(line);
    return match === null ? [] : [match[1]];
  });
  return hops.at(-1) === ip ? hops.slice(0, -1) : hops;
};

interface Draft {
  name: string | undefined;
  os: string | undefined;
  readonly ports: number[];
  hops: readonly (string | undefined)[] | undefined;
}

/** Collects the items of a scan report, one by one, into a graph of its hosts and of the routers before them. */
export class ScanGraphBuilder {
  readonly #hosts = new Map<string, Draft>();

  add(item: DocumentItem): void {
    if (item.kind === 'host' && !('router' in item)) {
      const draft = this.#draftOf(item.ip);
      draft.name ??= item.name;
      draft.os ??= item.os;
    }
    if (item.kind !== 'finding') return;
    if (TRACES.has(item.id)) this.#draftOf(item.ip).hops = hopsOf(item);
    else for (const { port } of openPortsOf(item)) this.#draftOf(item.ip).ports.push(port);
  }

  /** The graph; undefined when the report tells of no way to any host. */
  graph(): MapGraph | undefined {
    if (![...this.#hosts.values()].some(({ hops }) => hops !== undefined && hops.length > 0))
      return undefined;
    const builder = new MapGraphBuilder();
    for (const router of this.#routers()) builder.add(router);
    for (const [ip, { name, os, ports, hops = [] }] of this.#hosts) {
      const last = hops.at(-1);
      builder.add({
        ip,
        router: false,
        ports,
        links: hops.length === 0 ? [] : [last ?? ''],
        ...(name === undefined ? {} : { name }),
        ...(os === undefined ? {} : { os }),
      });
    }
    return builder.graph();
  }

  #draftOf(ip: string): Draft {
    const known = this.#hosts.get(ip);
    if (known !== undefined) return known;
    const draft: Draft = { name: undefined, os: undefined, ports: [], hops: undefined };
    this.#hosts.set(ip, draft);
    return draft;
  }

  /** Each router with those that it leads on to; what silent ones stand between is inferred. */
  #routers(): readonly MapHost[] {
    const next = new Map<string, Map<string, LinkEvidence>>();
    for (const { hops = [] } of this.#hosts.values()) {
      let before: string | undefined;
      let silent = false;
      for (const hop of hops) {
        if (hop === undefined) {
          silent = true;
          continue;
        }
        const links = next.get(hop) ?? new Map<string, LinkEvidence>();
        next.set(hop, links);
        if (before !== undefined && before !== hop)
          next.get(before)?.set(hop, silent ? 'inferred' : 'measured');
        before = hop;
        silent = false;
      }
    }
    return [...next].map(([ip, links]) => ({
      ip,
      router: true,
      ports: [],
      links: [...links.keys()],
      evidence: [...links.values()],
    }));
  }
}
