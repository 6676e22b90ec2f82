import { MapHost } from '@openguard/model';
import { formatAddressSet, LOOPBACK, parseTargetList, type AddressSet } from '@openguard/targets';
import * as E from 'fp-ts/lib/Either.js';
import { describe, expect, it } from 'vitest';
import type { MapEvent } from '../map-engine.js';
import { DEFAULT_ESTATE } from './default-estate.js';
import { parseEstate } from './parse-estate.js';
import { createSimulatedMapEngine } from './simulated-map-engine.js';

interface Asked {
  readonly json?: unknown;
  readonly domain?: string;
  readonly netblock?: string;
  readonly allowed?: string;
  readonly date?: string;
  readonly profile?: string;
  readonly signal?: AbortSignal;
}

const set = (text: string): AddressSet => {
  const parsed = parseTargetList(text);
  if (E.isLeft(parsed)) throw new Error(parsed.left.tag);
  return parsed.right.addresses;
};

const estateOf = (json: unknown) => {
  const estate = parseEstate(json);
  if (E.isLeft(estate)) throw new Error(estate.left.tag);
  return estate.right;
};

const map = async ({ json, domain, netblock, allowed, date = '2026-01-15', ...asked }: Asked) => {
  const estate = json === undefined ? DEFAULT_ESTATE : estateOf(json);
  const engine = createSimulatedMapEngine({ estate, clock: () => Date.parse(date), scope: LOOPBACK });
  const request = {
    ...(domain === undefined ? {} : { domain }),
    netblock: netblock === undefined ? [] : set(netblock),
    allowed: allowed === undefined ? LOOPBACK : set(allowed),
    profile: asked.profile ?? 'standard',
  };
  const events: MapEvent[] = [];
  const signal = asked.signal ?? new AbortController().signal;
  for await (const event of engine.map(request, signal)) events.push(event);
  return events;
};

const hosts = (events: readonly MapEvent[]) =>
  events.flatMap((event) => (event.kind === 'host' ? [event.host] : []));
const lines = (events: readonly MapEvent[]) =>
  hosts(events).map(
    ({ ip, router, ports, links }) =>
      `${ip}${router ? ' router' : ''} [${ports.join()}] -> ${links.map((link) => link || '?').join()}`,
  );
const leftOut = (events: readonly MapEvent[]) =>
  events.flatMap((event) => (event.kind === 'left-out' ? [formatAddressSet(event.addresses)] : []));

describe('createSimulatedMapEngine', () => {
  it('maps the default estate: hosts, routers, links both ways, and a router that does not show itself', async () => {
    const events = await map({ domain: 'company.example' });
    expect(lines(events)).toEqual([
      '127.0.0.1 router [22] -> 127.0.0.2,127.0.0.3,127.0.0.4,127.0.0.5,127.0.0.6',
      '127.0.0.2 [80,443] -> 127.0.0.1',
      '127.0.0.3 [21,139] -> 127.0.0.1',
      '127.0.0.4 [25,110] -> 127.0.0.1',
      '127.0.0.5 [] -> 127.0.0.1',
      '127.0.0.6 router [23] -> 127.0.0.7',
      '127.0.0.7 [] -> 127.0.0.6',
      '127.0.0.8 [] -> ?',
    ]);
    expect(leftOut(events)).toEqual([]);
    expect(events.at(-1)).toEqual({ kind: 'progress', done: 1 });
    for (const host of hosts(events)) expect(E.isRight(MapHost.decode(host))).toBe(true);
  });

  it.each<[string, Asked, readonly string[], readonly string[]]>([
    ['a domain inside it', { domain: 'www.company.example' }, ['127.0.0.1', '127.0.0.2'], []],
    ['a domain that ends alike', { domain: 'pany.example' }, [], []],
    ['an unknown domain', { domain: 'other.example' }, [], []],
    ['a netblock alone', { netblock: '127.0.0.4-127.0.0.5' }, ['127.0.0.1', '127.0.0.4', '127.0.0.5'], []],
    [
      'both',
      { domain: 'desk.company.example', netblock: '127.0.0.8' },
      ['127.0.0.6', '127.0.0.7', '127.0.0.8'],
      [],
    ],
    [
      'less than the domain',
      { domain: 'company.example', allowed: '127.0.0.7-127.0.0.9' },
      ['127.0.0.7', '127.0.0.8'],
      ['127.0.0.1-127.0.0.6'],
    ],
    ['nothing', { domain: 'company.example', allowed: '192.0.2.1' }, [], ['127.0.0.1-127.0.0.8']],
  ])('of %s', async (_, asked, ips, missing) => {
    const events = await map(asked);
    expect(hosts(events).map(({ ip }) => ip)).toEqual(ips);
    expect(leftOut(events)).toEqual(missing);
  });

  it('shows no router that may not be asked', async () => {
    const events = await map({ domain: 'company.example', allowed: '127.0.0.2' });
    expect(lines(events)).toEqual(['127.0.0.2 [80,443] -> ?']);
  });

  it('asks no ports of a router that is only on the way, and takes its facts from where they are', async () => {
    const json = {
      hosts: [
        { ip: '127.0.0.1', name: 'way.other.example', services: [{ port: 22, service: 'ssh' }] },
        { ip: '127.0.0.2', name: 'a.company.example', services: [{ port: 8080, service: 'http' }] },
      ],
      routers: [
        { ip: '127.0.0.1', name: 'not this', serves: '127.0.0.2' },
        { ip: '127.0.0.3', name: 'r.company.example', os: 'Router OS', serves: '127.0.0.0/30' },
        { ip: '127.0.0.4', serves: '127.0.0.9' },
      ],
    };
    const events = await map({ json, domain: 'company.example' });
    expect(hosts(events)).toEqual([
      { ip: '127.0.0.1', name: 'way.other.example', router: true, ports: [], links: ['127.0.0.2'] },
      {
        ip: '127.0.0.2',
        name: 'a.company.example',
        router: false,
        ports: [],
        links: ['127.0.0.1', '127.0.0.3'],
      },
      {
        ip: '127.0.0.3',
        name: 'r.company.example',
        router: true,
        os: 'Router OS',
        ports: [],
        links: ['127.0.0.2'],
      },
    ]);
  });

  it('tells the same, byte for byte, for the same estate and clock; services come and go', async () => {
    const json = {
      hosts: [{ ip: '127.0.0.1', services: [{ port: 80, service: 'http', from: '2026-02-01' }] }],
    };
    const at = (date: string) => map({ json, netblock: '127.0.0.1', date });
    expect(JSON.stringify(await at('2026-02-01'))).toBe(JSON.stringify(await at('2026-02-01')));
    expect(hosts(await at('2026-02-01'))[0]?.ports).toEqual([80]);
    expect(hosts(await at('2026-01-31'))[0]?.ports).toEqual([]);
  });

  it.each<[string, Asked]>([
    ['OG_ENGINE_SCOPE', { netblock: '192.0.2.1' }],
    ['OG_USAGE', { domain: 'company.example', profile: 'huge' }],
    ['OG_SCAN_CANCELLED', { domain: 'company.example', signal: AbortSignal.abort() }],
  ])('rejects with %s', async (code, asked) => {
    await expect(map(asked)).rejects.toMatchObject({ code });
  });
});
