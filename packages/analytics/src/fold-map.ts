import type { LinkEvidence } from '@openguard/model';
import { formatAddress, parseAddress } from '@openguard/targets';
import type { MapGraph, MapNode } from './map-graph.js';

/** A node that is drawn: one of the map, or a network whose hosts are folded into it. */
export interface DrawnNode {
  readonly kind: MapNode['kind'] | 'subnet';
  readonly ip?: string;
  readonly name?: string;
  readonly os?: string;
  readonly ports: readonly number[];
  /** Of a subnet: the network, such as `192.0.2.0/24`, which `ip` is then absent for. */
  readonly network?: string;
  /** How many nodes of the map it stands for. */
  readonly count: number;
  /** The worst severity that was found on it; 0 where nothing was found on what was looked at. */
  readonly worst?: number;
  /** How many of the addresses for which it stands nobody looked at; absent where that is not asked, or where there are none. */
  readonly unlooked?: number;
}

/** A map that is small enough to be drawn. Links name nodes by their places. */
export interface DrawnMap {
  readonly nodes: readonly DrawnNode[];
  readonly links: readonly { readonly from: number; readonly to: number; readonly evidence: LinkEvidence }[];
}

/** Prefixes of networks, from the smallest that are folded to the whole. */
const PREFIXES = [24, 16, 8, 0] as const;

const networkOf = (ip: string, prefix: number): string => {
  const address = parseAddress(ip);
  if (address._tag === 'Left') return `elsewhere/${prefix}`;
  const size = 2 ** (32 - prefix);
  return `${formatAddress(address.right - (address.right % size))}/${prefix}`;
};

const worstOf = (severities: readonly (number | undefined)[]): number | undefined => {
  const known = severities.filter((severity) => severity !== undefined);
  return known.length === 0 ? undefined : Math.max(...known);
};

/** What is known of the severities of nodes that are drawn as one. */
const gradeOf = (
  nodes: readonly MapNode[],
  worst: ReadonlyMap<string, number>,
): Pick<DrawnNode, 'worst' | 'unlooked'> => {
  const addresses = nodes.flatMap(({ ip }) => ip ?? []);
  const severity = worstOf(addresses.map((ip) => worst.get(ip)));
  const unlooked = addresses.filter((ip) => !worst.has(ip)).length;
  return { ...(severity === undefined ? {} : { worst: severity }), ...(unlooked === 0 ? {} : { unlooked }) };
};

/** Which nodes become one: hosts of a network behind the same routers, and the hidden routers of those. */
const groupsOf = ({ nodes, links }: MapGraph, prefix: number): readonly string[] => {
  const serving = new Set(links.map(({ from }) => from));
  const routers = new Map<number, number[]>();
  for (const { from, to } of links) routers.set(to, [...(routers.get(to) ?? []), from]);
  const keys = nodes.map((_, place) => `node ${place}`);
  for (const [place, { ip }] of nodes.entries()) {
    if (ip === undefined || serving.has(place)) continue;
    const before = routers.get(place) ?? [];
    const network = networkOf(ip, prefix);
    const behind = before.map((router) => (nodes[router]?.kind === 'shielded' ? 'hidden' : String(router)));
    const key = `${network} behind ${behind.sort().join(' ')}`;
    keys[place] = key;
    for (const router of before) if (nodes[router]?.kind === 'shielded') keys[router] = `before ${key}`;
  }
  return keys;
};

const folded = (
  graph: MapGraph,
  prefix: number | undefined,
  worst: ReadonlyMap<string, number> | undefined,
): DrawnMap => {
  const keys = prefix === undefined ? graph.nodes.map((_, place) => String(place)) : groupsOf(graph, prefix);
  const members = Map.groupBy(graph.nodes.keys(), (place) => keys[place] ?? '');
  const places = new Map([...members.keys()].map((key, place) => [key, place]));
  const nodes = [...members.values()].map((all): DrawnNode => {
    const own = all.flatMap((place) => graph.nodes[place] ?? []);
    const [first] = own;
    const told = { count: own.length, ...(worst === undefined ? {} : gradeOf(own, worst)) };
    if (first === undefined) return { kind: 'unlisted', ports: [], ...told };
    if (own.length === 1 || prefix === undefined || first.ip === undefined) return { ...first, ...told };
    return { kind: 'subnet', network: networkOf(first.ip, prefix), ports: [], ...told };
  });
  const links = new Map<string, DrawnMap['links'][number]>();
  for (const { from, to, evidence } of graph.links) {
    const [start, end] = [places.get(keys[from] ?? '') ?? 0, places.get(keys[to] ?? '') ?? 0];
    const key = `${start} ${end}`;
    const known = links.get(key);
    const sure = known === undefined || known.evidence === 'measured';
    if (start !== end) links.set(key, { from: start, to: end, evidence: sure ? evidence : known.evidence });
  }
  return { nodes, links: [...links.values()] };
};

/**
 * Makes a map small enough to be drawn. Up to `limit` nodes it stays as it is; above that, hosts of one network that
 * hang at the same routers become one node, first by networks of 256 addresses, then by larger ones until they fit.
 *
 * @param worst the worst severity that was found on each address that was looked at, 0 where nothing was; absent where
 *   severities are not asked for
 */
export const foldMap = (graph: MapGraph, worst?: ReadonlyMap<string, number>, limit = 300): DrawnMap => {
  let drawn = folded(graph, undefined, worst);
  for (const prefix of PREFIXES) {
    if (drawn.nodes.length <= limit) return drawn;
    drawn = folded(graph, prefix, worst);
  }
  return drawn;
};
