import type { DocumentItem, FindingItem } from '@openguard/model';
import { expect, it } from 'vitest';
import { ScanGraphBuilder } from './index.js';

const trace = (ip: string, result: string, id = 'traceroute'): FindingItem => ({
  kind: 'finding',
  section: 'info',
  ip,
  id,
  title: 'Route',
  cve: [],
  category: 'route',
  result,
});

const graphOf = (...items: readonly DocumentItem[]) => {
  const builder = new ScanGraphBuilder();
  for (const item of items) builder.add(item);
  return builder.graph();
};

const linksOf = (graph: ReturnType<typeof graphOf>) =>
  graph?.links.map(({ from, to, evidence }) => [
    graph.nodes[from]?.ip ?? '?',
    graph.nodes[to]?.ip ?? '?',
    evidence,
  ]);

it('draws the ways that traces show, and marks what silent routers stand between', () => {
  const graph = graphOf(
    { kind: 'host', ip: '192.0.2.1', name: 'a.example' },
    trace('192.0.2.1', '1  (198.51.100.1)  0.3 ms\n2  (198.51.100.2)\n3  (192.0.2.1)  1 ms'),
    trace('192.0.2.2', '1  (198.51.100.1)  0.3 ms\n2  *\n3  (198.51.100.3)  2 ms'),
    trace(
      '192.0.2.3',
      'Hops\tIP\tRound Trip Time\n1\t198.51.100.1\t0.40ms\n2\t*\n3\t192.0.2.3\t2ms',
      '45006',
    ),
  );
  expect(linksOf(graph)).toEqual([
    ['198.51.100.1', '198.51.100.2', 'measured'],
    ['198.51.100.1', '198.51.100.3', 'inferred'],
    ['198.51.100.2', '192.0.2.1', 'measured'],
    ['198.51.100.3', '192.0.2.2', 'measured'],
    ['?', '192.0.2.3', 'unknown'],
  ]);
  expect(graph?.nodes.find(({ ip }) => ip === '192.0.2.1')).toMatchObject({
    kind: 'host',
    name: 'a.example',
  });
});

it('draws nothing of a report that tells of no way', () => {
  expect(graphOf({ kind: 'host', ip: '192.0.2.1' })).toBeUndefined();
  expect(graphOf(trace('192.0.2.1', '1  (192.0.2.1)'))).toBeUndefined();
});
