import type { LinkEvidence, MapHost } from '@openguard/model';
import { Components } from './components.js';

/**
 * A node of a map.
 *
 * - `host`, `router`: an address that the map lists.
 * - `unlisted`: an address that others link to and the map does not list.
 * - `shielded`: the router of one host, which does not show itself. Each host has its own: whether two of them
 *   are one router is not known.
 */
export interface MapNode {
  readonly kind: 'host' | 'router' | 'unlisted' | 'shielded';
  /** Absent of a shielded router. */
  readonly ip?: string;
  readonly name?: string;
  readonly os?: string;
  readonly ports: readonly number[];
}

/**
 * Two nodes, by their places in `nodes`: a router, and what it serves. `evidence`: what the link rests on, as the map
 * says; where it does not say, `unknown` of a router that does not show itself, `inferred` of a host that hangs at
 * several (its traces differed), else `measured`. Of several words for one link the weakest counts.
 */
export interface MapLink {
  readonly from: number;
  readonly to: number;
  readonly evidence: LinkEvidence;
}

/**
 * A map as a graph, ready to be drawn: nodes in the order in which the map first tells of them, links between
 * them without doubles, and the nodes that hang together.
 */
export interface MapGraph {
  readonly nodes: readonly MapNode[];
  readonly links: readonly MapLink[];
  readonly components: readonly (readonly number[])[];
}

interface Draft {
  kind: MapNode['kind'];
  readonly ip: string | undefined;
  name: string | undefined;
  os: string | undefined;
  readonly ports: Set<number>;
}

const STRENGTH: Readonly<Record<LinkEvidence, number>> = { measured: 2, inferred: 1, unknown: 0 };

const weaker = (one: LinkEvidence, other: LinkEvidence): LinkEvidence =>
  STRENGTH[one] < STRENGTH[other] ? one : other;

/** What a link rests on, where a map does not say. */
const usualEvidence = (link: string, { router, links }: MapHost): LinkEvidence => {
  if (link === '') return 'unknown';
  return !router && links.length > 1 ? 'inferred' : 'measured';
};

const nodeOf = ({ kind, ip, name, os, ports }: Draft): MapNode => ({
  kind,
  ...(ip === undefined ? {} : { ip }),
  ...(name === undefined ? {} : { name }),
  ...(os === undefined ? {} : { os }),
  ports: [...ports],
});

/**
 * Collects the hosts of a map, one by one, into a graph. A router tells of its hosts and they of it: that is one
 * link. An address that is listed twice is one node with all that is told of it.
 */
export class MapGraphBuilder {
  readonly #drafts: Draft[] = [];
  readonly #places = new Map<string, number>();
  /** The shielded router of a host, by the host's place. */
  readonly #shielded = new Map<number, number>();
  readonly #links: { from: number; to: number; evidence: LinkEvidence }[] = [];
  /** The place of the link between two nodes, by the lower of them and the higher. */
  readonly #linked = new Map<number, Map<number, number>>();
  readonly #components = new Components();

  add(host: MapHost): void {
    const { ip, name, os, router, ports, links } = host;
    const place = this.#placeOf(ip);
    const draft = this.#drafts[place];
    if (draft === undefined) return;
    if (router) draft.kind = 'router';
    else if (draft.kind === 'unlisted') draft.kind = 'host';
    draft.name ??= name;
    draft.os ??= os;
    for (const port of ports) draft.ports.add(port);
    for (const [index, link] of links.entries()) {
      const evidence = host.evidence?.[index] ?? usualEvidence(link, host);
      const other = link === '' ? this.#shieldedRouterOf(place) : this.#placeOf(link);
      if (router && link !== '') this.#link(place, other, evidence);
      else this.#link(other, place, evidence);
    }
  }

  graph(): MapGraph {
    return {
      nodes: this.#drafts.map(nodeOf),
      links: this.#links.map((link) => ({ ...link })),
      components: this.#components.list(),
    };
  }

  #placeOf(ip: string): number {
    const known = this.#places.get(ip);
    if (known !== undefined) return known;
    const place = this.#node('unlisted', ip);
    this.#places.set(ip, place);
    return place;
  }

  #shieldedRouterOf(host: number): number {
    const known = this.#shielded.get(host);
    if (known !== undefined) return known;
    const place = this.#node('shielded', undefined);
    this.#shielded.set(host, place);
    return place;
  }

  #node(kind: MapNode['kind'], ip: string | undefined): number {
    this.#drafts.push({ kind, ip, name: undefined, os: undefined, ports: new Set() });
    return this.#components.add();
  }

  #link(from: number, to: number, evidence: LinkEvidence): void {
    const [low, high] = from < to ? [from, to] : [to, from];
    const known = this.#linked.get(low);
    const same = this.#links[known?.get(high) ?? -1];
    if (same !== undefined) {
      same.evidence = weaker(same.evidence, evidence);
      return;
    }
    const place = this.#links.push({ from, to, evidence }) - 1;
    if (known === undefined) this.#linked.set(low, new Map([[high, place]]));
    else known.set(high, place);
    this.#components.join(from, to);
  }
}
