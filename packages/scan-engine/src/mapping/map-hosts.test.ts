import { formatAddress, parseAddress, type Address } from '@openguard/targets';
import fc from 'fast-check';
import * as E from 'fp-ts/lib/Either.js';
import { describe, expect, it } from 'vitest';
import { mapHosts, type Sighting } from './map-hosts.js';
import type { Route } from './route.js';

const at = (text: string): Address => {
  const address = parseAddress(text);
  if (E.isLeft(address)) throw new Error(address.left.tag);
  return address.right;
};

const NEAR = at('192.0.2.1');
const FAR = at('192.0.2.2');
const OTHER = at('192.0.2.3');
const HOST = at('198.51.100.7');
const HIDDEN = undefined;

const drawn = (sightings: readonly Sighting[]) =>
  mapHosts({ sightings, nameOf: () => undefined }).map(
    ({ ip, router, links, evidence = [] }) =>
      `${ip}${router ? ' router' : ''}: ${links.map((link, index) => `${link || '-'} ${evidence[index] ?? ''}`).join(', ')}`,
  );

describe('the router of a host', () => {
  it.each<[string, readonly Route[], readonly string[]]>([
    [
      'is the last on the way, and routers hang together',
      [
        [NEAR, FAR],
        [NEAR, FAR],
        [NEAR, FAR],
      ],
      [
        '192.0.2.1 router: 192.0.2.2 measured',
        '192.0.2.2 router: 198.51.100.7 measured',
        '198.51.100.7: 192.0.2.2 measured',
      ],
    ],
    [
      'is measured by a single trace',
      [[FAR]],
      ['192.0.2.2 router: 198.51.100.7 measured', '198.51.100.7: 192.0.2.2 measured'],
    ],
    [
      'is the one that most traces show',
      [[FAR], [OTHER], [FAR]],
      ['192.0.2.2 router: 198.51.100.7 measured', '198.51.100.7: 192.0.2.2 measured'],
    ],
    [
      'is each of those that are shown equally often',
      [[FAR], [OTHER], [HIDDEN]],
      [
        '192.0.2.2 router: 198.51.100.7 inferred',
        '192.0.2.3 router: 198.51.100.7 inferred',
        '198.51.100.7: 192.0.2.2 inferred, 192.0.2.3 inferred',
      ],
    ],
    ['does not show itself when the last hop does not answer', [[NEAR, HIDDEN]], ['198.51.100.7: - unknown']],
    [
      'does not show itself when most traces say so',
      [[FAR], [HIDDEN], [HIDDEN]],
      ['198.51.100.7: - unknown'],
    ],
    ['does not show itself when no trace arrived', [], ['198.51.100.7: - unknown']],
    ['is not there on our own network', [[], [], []], ['198.51.100.7: ']],
    [
      'is not made up where one on the way does not answer',
      [[NEAR, HIDDEN, FAR]],
      ['192.0.2.2 router: 198.51.100.7 measured', '198.51.100.7: 192.0.2.2 measured'],
    ],
  ])('%s', (_, routes, expected) => {
    expect(drawn([{ address: HOST, routes }])).toEqual(expected);
  });

  it('is not told when nothing was traced', () => {
    expect(drawn([{ address: HOST }])).toEqual(['198.51.100.7: ']);
  });

  it('may be a host of the map, which then tells whom it serves', () => {
    const sightings = [
      { address: FAR, routes: [[NEAR]] },
      { address: HOST, routes: [[NEAR, FAR]] },
    ];
    expect(drawn(sightings)).toEqual([
      '192.0.2.1 router: 192.0.2.2 measured',
      '192.0.2.2 router: 198.51.100.7 measured',
      '198.51.100.7: 192.0.2.2 measured',
    ]);
  });
});

const address = fc.integer({ min: NEAR, max: NEAR + 20 });
const route = fc.array(fc.option(address, { nil: undefined, freq: 4 }), { maxLength: 5 });
const survey = fc
  .uniqueArray(fc.record({ address, routes: fc.array(route, { maxLength: 3 }) }), {
    selector: (one) => one.address,
  })
  .map((given) => ({
    // No host stands before itself.
    sightings: given.map(({ address: own, routes }) => ({
      address: own,
      routes: routes.map((hops) => hops.filter((hop) => hop !== own)),
    })),
    nameOf: () => undefined,
  }));

describe('of any traces', () => {
  it('every link of a host that is no router is one of that router’s, and each address is told once', () => {
    fc.assert(
      fc.property(survey, (given) => {
        const hosts = mapHosts(given);
        const known = new Map(hosts.map((host) => [host.ip, host]));
        expect(known.size).toBe(hosts.length);
        for (const { ip, router, links, evidence } of hosts) {
          expect(evidence).toHaveLength(links.length);
          if (router) expect(links.length).toBeGreaterThan(0);
          for (const link of links.filter((other) => other !== '')) {
            const other = known.get(link);
            expect(other).toBeDefined();
            if (!router) expect(other).toMatchObject({ router: true });
            if (!router) expect(other?.links).toContain(ip);
          }
        }
      }),
    );
  });

  it('no link is told that no trace shows', () => {
    fc.assert(
      fc.property(survey, (given) => {
        const shown = new Set(
          given.sightings.flatMap(({ address: own, routes }) =>
            routes.flatMap((hops) => {
              const way = [...hops, own];
              return way.flatMap((to, index) => {
                const from = way[index - 1];
                return from === undefined || to === undefined
                  ? []
                  : [`${formatAddress(from)} ${formatAddress(to)}`];
              });
            }),
          ),
        );
        for (const { ip, router, links } of mapHosts(given)) {
          for (const link of links.filter((other) => other !== '')) {
            expect(shown).toContain(router ? `${ip} ${link}` : `${link} ${ip}`);
          }
        }
      }),
    );
  });
});
