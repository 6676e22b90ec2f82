import type { DrawnMap, DrawnNode } from '@openguard/analytics';
import { printable } from '../printable.js';

const SHAPES: Readonly<Record<DrawnNode['kind'], string>> = {
  host: 'shape=box style="rounded,filled"',
  router: 'shape=hexagon style=filled',
  unlisted: 'shape=box style="rounded,filled,dashed"',
  shielded: 'shape=ellipse style="filled,dotted"',
  subnet: 'shape=folder style=filled',
};

const LINES = { measured: 'solid', inferred: 'dashed', unknown: 'dotted' } as const;

/** The palette of the pages on a white ground, for pictures that have no style of a page. */
const FILLS = ['#ffffff', '#f6d27e', '#f0974a', '#d4574e', '#9c2a63', '#5b1453'] as const;

const DARKEST_UNDER_BLACK = 3;

const LONGEST = 40;

/** Text between quotes. Escapes and references that Graphviz knows mean themselves. */
const quoted = (lines: readonly string[]): string => {
  const safe = lines.map((line) => {
    const short = line.length > LONGEST ? `${line.slice(0, LONGEST - 1).toWellFormed()}…` : line;
    return short.replace(/&/g, '&amp;').replace(/[\\"]/g, '\\$&');
  });
  return `"${safe.join('\\n')}"`;
};

/** What is known of the severities of a node, in words: one that is clean is not one that nobody looked at. */
export const gradeWords = ({ worst, unlooked, count }: DrawnNode): readonly string[] => [
  ...(worst === undefined ? [] : [worst === 0 ? 'nothing found' : `worst: ${worst}`]),
  ...(unlooked === undefined ? [] : [count === 1 ? 'not in the report' : `${unlooked} not in the report`]),
];

const whoOf = ({ kind, ip, name, network, count }: DrawnNode): readonly string[] => [
  ...(kind === 'shielded' ? [count === 1 ? 'not shown' : `${count} not shown`] : []),
  ...(network === undefined ? [] : [network, `${count} hosts`]),
  ...(ip === undefined ? [] : [printable(ip)]),
  ...(name === undefined || printable(name) === '' ? [] : [printable(name)]),
];

const linesOf = (node: DrawnNode): readonly string[] => [...whoOf(node), ...gradeWords(node)];

const nodeOf = (node: DrawnNode, place: number): string => {
  const step = node.worst ?? 0;
  const ink = step > DARKEST_UNDER_BLACK ? '#ffffff' : '#000000';
  const label = quoted(linesOf(node));
  return `  n${place} [${SHAPES[node.kind]} class=s${step} fillcolor="${FILLS[step] ?? FILLS[0]}" fontcolor="${ink}" label=${label}];\n`;
};

/** A map in the language of Graphviz. The same map gives the same text. */
export function* mapDot({ nodes, links }: DrawnMap, title: string): Generator<string, void, undefined> {
  yield 'digraph map {\n';
  yield `  graph [rankdir=LR nodesep=0.2 ranksep=0.7 outputorder=edgesfirst bgcolor=transparent tooltip=${quoted([printable(title)])}];\n`;
  yield '  node [fontname="Helvetica,Arial,sans-serif" fontsize=11 margin="0.22,0.06" color="#565d69"];\n';
  yield '  edge [color="#565d69" arrowsize=0.5];\n';
  for (const [place, node] of nodes.entries()) yield nodeOf(node, place);
  for (const { from, to, evidence } of links)
    yield `  n${from} -> n${to} [style=${LINES[evidence]} class=${evidence}];\n`;
  yield '}\n';
}
