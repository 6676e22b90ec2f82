import type { MapGraph } from '@openguard/analytics';
import { table } from './table.js';

const COLUMNS = [
  { heading: 'ADDRESS' },
  { heading: 'KIND' },
  { heading: 'NAME' },
  { heading: 'BEHIND' },
  { heading: 'PORTS' },
  { heading: 'SYSTEM' },
];

const counted = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;

/** The routers that each node hangs at, by the node's place. */
const routersOf = ({ nodes, links }: MapGraph): ReadonlyMap<number, readonly string[]> => {
  const routers = new Map<number, string[]>();
  for (const { from, to } of links) {
    const router = nodes[from]?.ip ?? '(a router that is not shown)';
    const known = routers.get(to);
    if (known === undefined) routers.set(to, [router]);
    else known.push(router);
  }
  return routers;
};

/** A map as a table: each address, what it is, and the routers that it hangs at; last, the numbers of them all. */
export const mapText = (graph: MapGraph): string => {
  const { nodes, links, components } = graph;
  const routers = routersOf(graph);
  const count = (kind: (typeof nodes)[number]['kind']): number =>
    nodes.filter((node) => node.kind === kind).length;
  const rows = nodes.flatMap(({ kind, ip, name = '-', os = '-', ports }, place) =>
    ip === undefined
      ? []
      : [[ip, kind, name, routers.get(place)?.join(' ') ?? '-', ports.join(' ') || '-', os]],
  );
  const numbers = [
    counted(count('host'), 'host', 'hosts'),
    counted(count('router'), 'router', 'routers'),
    ...(count('shielded') > 0 ? [`${count('shielded')} not shown`] : []),
    ...(count('unlisted') > 0 ? [`${count('unlisted')} only linked to`] : []),
    counted(links.length, 'link', 'links'),
    counted(components.length, 'part', 'parts'),
  ];
  return rows.length === 0 ? 'No hosts.\n' : `${table(COLUMNS, rows)}${numbers.join(', ')}\n`;
};
