// needs: nmap, openssl, ip, root
import { parseTargetList, type AddressSet } from '@openguard/targets';
import type { Answer } from 'dns-packet';
import * as E from 'fp-ts/lib/Either.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createNmapMapEngine, type MapEvent, type NmapMapEngineOptions } from '../src/index.js';
import { startTinyDns, type TinyDns, type TinyZone } from './tiny-dns.js';
import { buildNetwork, type BuiltNetwork } from './tiny-network.js';

const MAP_MS = 120_000;
const DOMAIN = 'harbour.example';

const setOf = (text: string): AddressSet => {
  const list = parseTargetList(text);
  if (E.isLeft(list)) throw new Error(list.left.tag);
  return list.right.addresses;
};

const a = (name: string, data: string): Answer => ({ name: `${name}.${DOMAIN}`, type: 'A', data });

const ZONE: TinyZone = {
  records: [
    { name: DOMAIN, type: 'A', data: '10.203.2.10' },
    // Not to be asked for the zone: only nmap is inside the network.
    { name: DOMAIN, type: 'NS', data: `ns.${DOMAIN}` },
    a('ns', '127.0.0.79'),
    a('www', '10.203.3.10'),
    a('shop', '10.203.4.10'),
    // Nobody is there, as far as anybody can see from here.
    a('vpn', '10.203.3.77'),
    // Only a certificate tells of it.
    a('ledger-7', '10.203.3.78'),
    // Not the account's.
    a('blog', '10.203.5.10'),
  ],
};

let network: BuiltNetwork;
let dns: TinyDns;
beforeAll(async () => {
  dns = await startTinyDns(ZONE, '127.0.0.79');
  const [back, router] = ['10.203.0.0/16', 'default'];
  network = await buildNetwork({
    links: [
      [
        ['scanner', '10.203.0.2/24'],
        ['near', '10.203.0.1/24'],
      ],
      [
        ['near', '10.203.1.1/30'],
        ['far', '10.203.1.2/30'],
      ],
      [
        ['near', '10.203.1.5/30'],
        ['secret', '10.203.1.6/30'],
      ],
      [
        ['near', '10.203.2.1/24'],
        ['mail', '10.203.2.10/24'],
      ],
      [
        ['far', '10.203.3.1/24'],
        ['web', '10.203.3.10/24'],
      ],
      [
        ['secret', '10.203.4.1/24'],
        ['shop', '10.203.4.10/24'],
      ],
      [
        ['far', '10.203.5.1/24'],
        ['blog', '10.203.5.10/24'],
      ],
    ],
    ways: [
      ['scanner', router, '10.203.0.1'],
      ['near', '10.203.3.0/24', '10.203.1.2'],
      ['near', '10.203.5.0/24', '10.203.1.2'],
      ['near', '10.203.4.0/24', '10.203.1.6'],
      ['far', back, '10.203.1.1'],
      ['secret', back, '10.203.1.5'],
      ['mail', router, '10.203.2.1'],
      ['web', router, '10.203.3.1'],
      ['shop', router, '10.203.4.1'],
      ['blog', router, '10.203.5.1'],
    ],
    routers: ['near', 'far', 'secret'],
    hidden: ['secret'],
    certified: [`*.${DOMAIN}`, `ledger-7.${DOMAIN}`, 'bank.example'],
    listeners: { mail: [22, 135], web: [80, 8080], shop: [443], blog: [80] },
  });
});
afterAll(async () => {
  await network.remove();
  await dns.close();
});

const mapped = async (
  options: Partial<NmapMapEngineOptions>,
  profile: string,
): Promise<readonly MapEvent[]> => {
  const scope = setOf('10.203.0.0/16');
  const engine = createNmapMapEngine({
    scope,
    resolvers: dns.resolvers,
    nmapPath: network.nmapAt('scanner'),
    ...options,
  });
  const request = {
    domain: DOMAIN,
    netblock: setOf('10.203.2.8-10.203.2.12'),
    allowed: setOf('10.203.2.0/24,10.203.3.0/24,10.203.4.0/24'),
    profile,
  };
  const events: MapEvent[] = [];
  for await (const event of engine.map(request, new AbortController().signal)) events.push(event);
  expect(events.at(-1)).toEqual({ kind: 'progress', done: 1 });
  return events;
};

const hostsOf = (events: readonly MapEvent[]) =>
  events.flatMap((event) => (event.kind === 'host' ? [event.host] : []));

const WEB = { ip: '10.203.3.10', name: `www.${DOMAIN}`, router: false, ports: [80] };
const MAIL = { ip: '10.203.2.10', name: DOMAIN, router: false, ports: [22, 135] };
const SHOP = { ip: '10.203.4.10', name: `shop.${DOMAIN}`, router: false, ports: [443] };
const LEDGER = { ip: '10.203.3.78', name: `ledger-7.${DOMAIN}`, router: false, ports: [] };
const VPN = { ip: '10.203.3.77', name: `vpn.${DOMAIN}`, router: false, ports: [] };

describe('a map of a network', () => {
  it(
    'is the network: hosts, routers, links, and what does not show itself',
    async () => {
      const events = await mapped({}, 'standard');
      expect(hostsOf(events)).toMatchObject([
        { ip: '10.203.0.1', router: true, ports: [], links: ['10.203.1.2', '10.203.2.10'] },
        { ip: '10.203.1.2', router: true, ports: [], links: ['10.203.3.10'] },
        { ...MAIL, links: ['10.203.0.1'], evidence: ['measured'] },
        { ...WEB, links: ['10.203.1.2'], evidence: ['measured'] },
        { ...VPN, links: [''], evidence: ['unknown'] },
        { ...LEDGER, links: [''], evidence: ['unknown'] },
        { ...SHOP, links: [''], evidence: ['unknown'] },
      ]);
      expect(hostsOf(events)).toHaveLength(7);
      expect(events).toContainEqual({ kind: 'left-out', addresses: setOf('10.203.5.10,127.0.0.79') });
    },
    MAP_MS,
  );

  it(
    'has hosts and ports and no links without raw sockets, and says so',
    async () => {
      const options = { privileged: false };
      expect(hostsOf(await mapped(options, 'light'))).toMatchObject(
        [MAIL, WEB, VPN, LEDGER, SHOP].map((host) => ({ ...host, links: [] })),
      );
      const engine = createNmapMapEngine({ scope: [], ...options });
      expect(await engine.describe()).toMatch(/without raw sockets/);
    },
    MAP_MS,
  );
});
