import type { DrawnMap, DrawnNode } from '@openguard/analytics';

/** What each shape of a map means. */
const SHAPES: Readonly<Record<DrawnNode['kind'], string>> = {
  host: 'rounded box: a host',
  router: 'hexagon: a router',
  unlisted: 'dashed box: an address that others name and the map does not list',
  shielded: 'dotted ellipse: a router that does not show itself',
  subnet: 'folder: several hosts of one network',
};

const LINES = {
  measured: 'solid line: traced',
  inferred: 'dashed line: inferred, since traces differed',
  unknown: 'dotted line: what stands there is unknown',
} as const;

/** Whether a map tells of severities. */
export const isGraded = (nodes: DrawnMap['nodes']): boolean =>
  nodes.some(({ worst, unlooked }) => worst !== undefined || unlooked !== undefined);

/** The legend of a map as text, of what occurs in it alone. */
export const mapLegend = ({ nodes, links }: DrawnMap): readonly string[] => {
  const kinds = new Set(nodes.map(({ kind }) => kind));
  const evidence = new Set(links.map((link) => link.evidence));
  const graded = isGraded(nodes);
  const unlooked = nodes.some((node) => node.unlooked !== undefined);
  return [
    ...(['host', 'router', 'unlisted', 'shielded', 'subnet'] as const)
      .filter((kind) => kinds.has(kind))
      .map((kind) => SHAPES[kind]),
    ...(['measured', 'inferred', 'unknown'] as const)
      .filter((kind) => evidence.has(kind))
      .map((kind) => LINES[kind]),
    ...(graded
      ? [
          'colour and number: the worst severity found there, from 1 (minimal) to 5 (urgent); none where nothing was found',
        ]
      : []),
    ...(unlooked ? ['not in the report: it says nothing of them, good or bad'] : []),
  ];
};
