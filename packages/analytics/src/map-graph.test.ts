import type { MapHost } from '@openguard/model';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MapGraphBuilder, type MapGraph } from './index.js';

const graphOf = (hosts: readonly MapHost[]): MapGraph => {
  const builder = new MapGraphBuilder();
  for (const host of hosts) builder.add(host);
  return builder.graph();
};

const host = (ip: string, links: readonly string[], more: Partial<MapHost> = {}): MapHost => ({
  ip,
  router: false,
  ports: [],
  links,
  ...more,
});

it('two routers, their hosts, a host behind a shielded one, and one that stands alone', () => {
  const graph = graphOf([
    host('192.0.2.2', ['192.0.2.1'], { name: 'a.example', os: 'O', ports: [22] }),
    host('192.0.2.1', ['192.0.2.2', '192.0.2.3'], { router: true }),
    host('198.51.100.1', ['198.51.100.2'], { router: true }),
    host('198.51.100.2', [''], { ports: [80] }),
    host('198.51.100.3', []),
  ]);
  expect(graph).toEqual({
    nodes: [
      { kind: 'host', ip: '192.0.2.2', name: 'a.example', os: 'O', ports: [22] },
      { kind: 'router', ip: '192.0.2.1', ports: [] },
      { kind: 'unlisted', ip: '192.0.2.3', ports: [] },
      { kind: 'router', ip: '198.51.100.1', ports: [] },
      { kind: 'host', ip: '198.51.100.2', ports: [80] },
      { kind: 'shielded', ports: [] },
      { kind: 'host', ip: '198.51.100.3', ports: [] },
    ],
    links: [
      { from: 1, to: 0, evidence: 'measured' },
      { from: 1, to: 2, evidence: 'measured' },
      { from: 3, to: 4, evidence: 'measured' },
      { from: 5, to: 4, evidence: 'unknown' },
    ],
    components: [[0, 1, 2], [3, 4, 5], [6]],
  });
});

it('an address that is listed twice is one node', () => {
  const graph = graphOf([
    host('192.0.2.2', ['192.0.2.1'], { ports: [22] }),
    host('192.0.2.2', ['', '192.0.2.1'], { ports: [22, 80], name: 'a.example', router: true }),
  ]);
  expect(graph.nodes[0]).toEqual({
    kind: 'router',
    ip: '192.0.2.2',
    name: 'a.example',
    ports: [22, 80],
  });
  expect(graph.links).toHaveLength(2);
});

it('an empty map has nothing', () => {
  expect(graphOf([])).toEqual({ nodes: [], links: [], components: [] });
});

const ip = fc.nat(12).map((last) => `192.0.2.${last}`);
const hosts = fc.uniqueArray(
  fc.record({
    ip,
    router: fc.boolean(),
    ports: fc.constant([80]),
    links: fc.array(fc.oneof(ip, fc.constant('')), { maxLength: 4 }),
  }),
  { selector: (one) => one.ip, maxLength: 10 },
);

const law = (check: (all: readonly MapHost[], graph: MapGraph) => void): void =>
  fc.assert(
    fc.property(hosts, (all) => {
      check(all, graphOf(all));
    }),
  );

/** Which addresses hang together, by whatever numbers; shielded routers aside. */
const islands = ({ nodes, components }: MapGraph): ReadonlySet<string> =>
  new Set(
    components.map((places) =>
      places
        .map((place) => nodes[place]?.ip ?? '')
        .sort()
        .join(' ')
        .trim(),
    ),
  );

const pairs = ({ nodes, links }: MapGraph): readonly string[] =>
  links.map(({ from, to }) => [nodes[from]?.ip ?? '', nodes[to]?.ip ?? ''].sort().join(' ')).sort();

describe('in every map', () => {
  it('each node is in exactly one component, and each host is exactly one node', () => {
    law((all, { nodes, components }) => {
      expect(components.flat().sort((a, b) => a - b)).toEqual([...nodes.keys()]);
      for (const one of all) {
        const found = nodes.filter((node) => node.ip === one.ip);
        expect(found).toMatchObject([{ kind: one.router ? 'router' : 'host', ports: [80] }]);
      }
    });
  });

  it('links join nodes of one component, and a component without its links falls apart', () => {
    law((_, { nodes, links, components }) => {
      const of = new Map(components.flatMap((places, index) => places.map((place) => [place, index])));
      for (const { from, to } of links) expect(of.get(from)).toBe(of.get(to));
      // A walk along the links from the first node of a component reaches all of it.
      for (const [first, ...rest] of components) {
        const seen = new Set([first]);
        for (const reached of seen) {
          for (const { from, to } of links) {
            if (from === reached) seen.add(to);
            if (to === reached) seen.add(from);
          }
        }
        expect(seen.size).toBe(rest.length + 1);
      }
      expect(components.length).toBeGreaterThanOrEqual(nodes.length - links.length);
    });
  });

  it('every link that a host tells is there, also to addresses that are not listed', () => {
    law((all, graph) => {
      const { nodes, links } = graph;
      const listed = new Set(all.map((one) => one.ip));
      for (const one of all) {
        const place = nodes.findIndex((node) => node.ip === one.ip);
        const told = new Set(one.links);
        const neighbours = links
          .filter(({ from, to }) => from === place || to === place)
          .map(({ from, to }) => nodes[from === place ? to : from]);
        for (const link of told) {
          const found = neighbours.filter((node) =>
            link === '' ? node?.kind === 'shielded' : node?.ip === link,
          );
          expect(found).toHaveLength(1);
          if (link !== '' && !listed.has(link)) expect(found[0]?.kind).toBe('unlisted');
        }
      }
    });
  });

  it('each host behind a shielded router has one of its own', () => {
    law((all, { nodes, links }) => {
      const behind = all.filter((one) => one.links.includes(''));
      const shielded = [...nodes.keys()].filter((place) => nodes[place]?.kind === 'shielded');
      expect(shielded).toHaveLength(behind.length);
      const served = shielded.map((place) => links.filter(({ from, to }) => from === place || to === place));
      expect(served.map((found) => found.length)).toEqual(shielded.map(() => 1));
      expect(new Set(served.flat().map(({ to }) => nodes[to]?.ip))).toEqual(
        new Set(behind.map((one) => one.ip)),
      );
    });
  });

  it('the order of the hosts does not matter, nor that they are told twice', () => {
    law((all, graph) => {
      const reversed = graphOf(all.toReversed());
      expect(islands(reversed)).toEqual(islands(graph));
      expect(pairs(reversed)).toEqual(pairs(graph));
      expect(graphOf([...all, ...all])).toEqual(graph);
    });
  });
});

it('a map of 100,000 hosts becomes a graph at once', () => {
  const builder = new MapGraphBuilder();
  const address = (index: number): string => `10.${index >> 16}.${(index >> 8) & 255}.${index & 255}`;
  const count = 100_000;
  for (let index = 0; index < count; index += 1) builder.add(host(address(index), ['192.0.2.1']));
  builder.add(
    host(
      '192.0.2.1',
      Array.from({ length: count }, (_, index) => address(index)),
      { router: true },
    ),
  );
  const { nodes, links, components } = builder.graph();
  expect([nodes.length, links.length, components.length]).toEqual([count + 1, count, 1]);
});
