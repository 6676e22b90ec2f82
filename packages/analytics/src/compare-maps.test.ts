import type { MapHost } from '@openguard/model';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareMaps, MapSnapshotBuilder, type MapComparison, type MapSnapshot } from './index.js';

const host = (ip: string, links: readonly string[], more: Partial<MapHost> = {}): MapHost => ({
  ip,
  router: false,
  ports: [],
  links,
  ...more,
});

const router = (ip: string, ...links: readonly string[]): MapHost => host(ip, links, { router: true });

const mapOf = (
  hosts: readonly MapHost[],
  keys: Record<string, string> = {},
  target = 'quay.example',
): MapSnapshot => {
  const builder = new MapSnapshotBuilder();
  builder.add({ kind: 'header', ref: 'map/1.1', target, keys: { STATUS: 'FINISHED', ...keys } });
  for (const one of hosts) builder.add({ kind: 'host', ...one });
  return builder.snapshot();
};

const GATE = router('192.0.2.1', '192.0.2.10', '192.0.2.11');
const WEB = host('192.0.2.10', ['192.0.2.1'], { name: 'www.quay.example', ports: [80] });
const MAIL = host('192.0.2.11', ['192.0.2.1'], { name: 'mail.quay.example', ports: [25] });
const BEFORE = [GATE, WEB, MAIL];

const NOTHING: MapComparison = {
  hosts: { came: [], went: [], moved: [], changed: [], notTested: [] },
  links: { came: [], went: [] },
};

describe('two maps', () => {
  it('that are the same differ in nothing', () => {
    expect(compareMaps(mapOf(BEFORE), mapOf([MAIL, GATE, WEB]))).toEqual(NOTHING);
  });

  it('show a host that came and one that went, with their links', () => {
    const shop = host('192.0.2.12', ['192.0.2.1'], { name: 'shop.quay.example' });
    const after = [router('192.0.2.1', '192.0.2.10', '192.0.2.12'), WEB, shop];
    expect(compareMaps(mapOf(BEFORE), mapOf(after))).toMatchObject({
      hosts: { came: [{ ip: '192.0.2.12' }], went: [{ ip: '192.0.2.11' }], moved: [], changed: [] },
      links: {
        came: [{ router: '192.0.2.1', ip: '192.0.2.12' }],
        went: [{ router: '192.0.2.1', ip: '192.0.2.11' }],
      },
    });
  });

  it('show a host that moved behind another router, and no move where a router no longer shows itself', () => {
    const after = [
      router('192.0.2.2', '192.0.2.10'),
      { ...WEB, links: ['192.0.2.2'] },
      { ...MAIL, links: [''] },
    ];
    for (const [one, other] of [
      [BEFORE, after],
      [after, BEFORE],
    ] as const) {
      const { hosts, links } = compareMaps(mapOf(one), mapOf(other));
      expect(hosts.moved.map(({ before, what }) => [before.ip, what])).toEqual([['192.0.2.10', ['router']]]);
      expect([...links.came, ...links.went].filter(({ ip }) => ip === '192.0.2.11')).toEqual([]);
      expect(links.notTested).toBe('one of the maps does not show what some hosts are behind');
    }
  });

  it('tell of a host that shows nothing any more that it may not have answered', () => {
    const silent = { ...MAIL, links: [''], ports: [] };
    const { hosts } = compareMaps(mapOf(BEFORE), mapOf([router('192.0.2.1', '192.0.2.10'), WEB, silent]));
    expect(hosts).toMatchObject({
      ...{ moved: [], changed: [], went: [] },
      notTested: [
        {
          ip: '192.0.2.11',
          ports: [25],
          reason: 'the newer map shows nothing of it: it may not have answered',
        },
      ],
    });
    // What was silent before is no news, and neither is what shows itself as before.
    expect(compareMaps(mapOf([silent]), mapOf([silent])).hosts).toEqual(NOTHING.hosts);
  });

  it('show a name that moved to another address as one host', () => {
    const after = [router('192.0.2.1', '192.0.2.10', '192.0.2.77'), WEB, { ...MAIL, ip: '192.0.2.77' }];
    const { hosts } = compareMaps(mapOf(BEFORE), mapOf(after));
    expect(hosts).toMatchObject({
      came: [],
      went: [],
      moved: [{ before: { ip: '192.0.2.11' }, after: { ip: '192.0.2.77' }, what: ['address'] }],
    });
  });

  it('do not take a name for a host that several have', () => {
    const twin = { name: 'pool.quay.example' };
    const before = [host('192.0.2.20', [''], twin), host('192.0.2.21', [''], twin)];
    const { hosts } = compareMaps(mapOf(before), mapOf([host('192.0.2.22', [''], twin)]));
    expect(hosts.moved).toEqual([]);
    expect(hosts.went).toHaveLength(2);
  });

  it('show what changed of a host', () => {
    const after = [GATE, { ...WEB, ports: [80, 443], os: 'Sample OS' }, { ...MAIL, name: 'mx.quay.example' }];
    const { hosts } = compareMaps(mapOf(BEFORE), mapOf(after));
    expect(hosts.changed.map(({ after: { ip }, what }) => [ip, what])).toEqual([
      ['192.0.2.10', ['system', 'ports']],
      ['192.0.2.11', ['name']],
    ]);
  });

  it.each<[string, MapSnapshot, RegExp]>([
    ['is not whole', mapOf([GATE, WEB], { STATUS: 'INTERRUPTED' }), /says INTERRUPTED/],
    [
      'left the host alone',
      mapOf([GATE, WEB], { NOT_SCANNED: '192.0.2.8-192.0.2.15' }),
      /left the address alone/,
    ],
    ['is of something else', mapOf([GATE, WEB], {}, 'mill.example'), /is of mill\.example/],
  ])('do not show a host as gone when the newer one %s', (_, newer, reason) => {
    const { hosts, links } = compareMaps(mapOf(BEFORE), newer);
    expect(hosts.went).toEqual([]);
    expect(hosts.notTested).toMatchObject([
      { ip: '192.0.2.11', reason: expect.stringMatching(reason) as string },
    ]);
    expect(links).toMatchObject({
      went: [],
      notTested: expect.stringMatching(/does not tell of all/) as string,
    });
  });

  it.each([
    [
      'newer',
      [WEB, MAIL],
      [
        { ...WEB, links: [] },
        { ...MAIL, links: [] },
      ],
    ],
    ['older', [{ ...WEB, links: [] }], [WEB]],
  ])('do not compare links when the %s one was made without traces', (which, before, after) => {
    const { hosts, links } = compareMaps(mapOf(before), mapOf(after));
    expect(hosts.moved).toEqual([]);
    expect(links).toEqual({ came: [], went: [], notTested: expect.stringContaining(which) as string });
  });
});

const address = fc.integer({ min: 1, max: 12 }).map((last) => `192.0.2.${last}`);
const anyHosts = fc.uniqueArray(
  fc.record({
    ip: address,
    router: fc.boolean(),
    ports: fc.uniqueArray(fc.constantFrom(21, 80, 443)),
    links: fc.uniqueArray(fc.oneof(address, fc.constant('')), { maxLength: 3 }),
    name: fc.constantFrom('a.example', 'b.example', 'c.example'),
  }),
  { selector: ({ ip }) => ip },
);

describe('of any whole maps', () => {
  it('one and itself, in any order, differ in nothing', () => {
    fc.assert(
      fc.property(anyHosts, (hosts) => {
        const order = [...hosts].reverse();
        const { hosts: found, links } = compareMaps(mapOf(hosts), mapOf(order));
        expect([found.came, found.went, found.moved, links.came, links.went]).toEqual([[], [], [], [], []]);
      }),
    );
  });

  it('swapping them swaps what came and what went, and turns moves round', () => {
    fc.assert(
      fc.property(anyHosts, anyHosts, (one, other) => {
        const [a, b] = [mapOf(one), mapOf(other)];
        const [there, back] = [compareMaps(a, b), compareMaps(b, a)];
        expect(back.hosts.came).toEqual(there.hosts.went);
        expect(back.hosts.went).toEqual(there.hosts.came);
        expect(back.links.came).toEqual(there.links.went);
        expect(new Set(back.hosts.moved.map(({ before, after }) => `${after.ip} ${before.ip}`))).toEqual(
          new Set(there.hosts.moved.map(({ before, after }) => `${before.ip} ${after.ip}`)),
        );
      }),
    );
  });

  it('every host of either is told once: the same, moved, come, gone', () => {
    fc.assert(
      fc.property(anyHosts, anyHosts, (one, other) => {
        const [a, b] = [mapOf(one), mapOf(other)];
        const { hosts } = compareMaps(a, b);
        const renumbered = hosts.moved.filter(({ what }) => what.includes('address')).length;
        const kept = [...a.hosts.keys()].filter((ip) => b.hosts.has(ip)).length;
        expect(kept + renumbered + hosts.went.length).toBe(a.hosts.size);
        expect(kept + renumbered + hosts.came.length).toBe(b.hosts.size);
      }),
    );
  });
});
