import type { MapHost } from '@openguard/model';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldMap, MapGraphBuilder, type DrawnMap } from './index.js';

const host = (ip: string, links: readonly string[], router = false): MapHost => ({
  ip,
  router,
  ports: [],
  links,
});

const graphOf = (hosts: readonly MapHost[]) => {
  const builder = new MapGraphBuilder();
  for (const one of hosts) builder.add(one);
  return builder.graph();
};

const estate = (size: number): readonly MapHost[] => [
  host('192.0.2.1', ['192.0.2.2'], true),
  host('192.0.2.2', ['192.0.2.1'], true),
  ...Array.from({ length: size }, (_, index) =>
    host(`10.0.${index >> 8}.${index & 255}`, [index % 2 === 0 ? '192.0.2.1' : '192.0.2.2']),
  ),
];

const told = ({ nodes }: DrawnMap) =>
  nodes.map(({ kind, ip, network, count, worst }) => [kind, ip ?? network, count, worst]);

const unlooked = ({ nodes }: DrawnMap) => nodes.map((node) => node.unlooked);

describe('foldMap', () => {
  it('leaves a map alone that is small enough, and says what was found on whom', () => {
    const drawn = foldMap(
      graphOf([host('192.0.2.9', ['192.0.2.1', '192.0.2.2'])]),
      new Map([['192.0.2.9', 4]]),
    );
    expect(told(drawn)).toEqual([
      ['host', '192.0.2.9', 1, 4],
      ['unlisted', '192.0.2.1', 1, undefined],
      ['unlisted', '192.0.2.2', 1, undefined],
    ]);
    expect(drawn.links.map(({ evidence }) => evidence)).toEqual(['inferred', 'inferred']);
  });

  it('tells what was looked at and is clean from what nobody looked at, unless nobody asks', () => {
    const graph = graphOf(estate(299));
    const drawn = foldMap(
      graph,
      new Map([
        ['192.0.2.1', 0],
        ['10.0.0.8', 0],
        ['10.0.0.1', 3],
      ]),
    );
    expect(told(drawn).map(([, , , worst]) => worst)).toEqual([0, undefined, 0, 3, undefined, undefined]);
    expect(unlooked(drawn)).toEqual([undefined, 1, 127, 127, 22, 21]);
    expect(unlooked(foldMap(graph))).toEqual(Array.from({ length: 6 }, () => undefined));
  });

  it('folds hosts of one network behind one router, with the worst of what was found on them', () => {
    const drawn = foldMap(
      graphOf(estate(299)),
      new Map([
        ['10.0.0.8', 2],
        ['10.0.0.10', 5],
      ]),
    );
    expect(told(drawn)).toEqual([
      ['router', '192.0.2.1', 1, undefined],
      ['router', '192.0.2.2', 1, undefined],
      ['subnet', '10.0.0.0/24', 128, 5],
      ['subnet', '10.0.0.0/24', 128, undefined],
      ['subnet', '10.0.1.0/24', 22, undefined],
      ['subnet', '10.0.1.0/24', 21, undefined],
    ]);
    expect(drawn.links).toHaveLength(5);
  });

  it('folds hidden routers with their hosts, and larger networks where small ones are too many', () => {
    const hidden = Array.from({ length: 400 }, (_, index) => host(`10.${index >> 4}.${index & 15}.9`, ['']));
    expect(told(foldMap(graphOf(hidden), new Map()))).toHaveLength(50);
    expect(told(foldMap(graphOf(hidden), new Map(), 40))).toEqual([
      ['subnet', '10.0.0.0/8', 400, undefined],
      ['shielded', undefined, 400, undefined],
    ]);
  });

  it('loses no node, and only ever draws fewer', () => {
    const ip = fc.tuple(fc.nat(2), fc.nat(2), fc.nat(3)).map((parts) => `10.${parts.join('.')}`);
    const hosts = fc.array(
      fc.record({
        ip,
        router: fc.boolean(),
        ports: fc.constant([]),
        links: fc.array(fc.oneof(ip, fc.constant('')), { maxLength: 3 }),
      }),
    );
    fc.assert(
      fc.property(hosts, fc.nat(30), (all, limit) => {
        const graph = graphOf(all);
        const drawn = foldMap(graph, new Map(), limit);
        const sum = drawn.nodes.reduce((total, { count }) => total + count, 0);
        expect(sum).toBe(graph.nodes.length);
        for (const { from, to } of drawn.links) {
          expect(drawn.nodes[from]).toBeDefined();
          expect(drawn.nodes[to]).toBeDefined();
        }
        expect(drawn).toEqual(foldMap(graph, new Map(), limit));
      }),
    );
  });
});
