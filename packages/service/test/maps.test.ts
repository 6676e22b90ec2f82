import { OpenGuardError } from '@openguard/errors';
import type { Account, KeptMap, MapHost, MapReference } from '@openguard/model';
import type { MapTarget } from '@openguard/protocol';
import type { EngineMapRequest, MapEngine, MapEvent } from '@openguard/scan-engine';
import { formatAddressSet, parseTargetList } from '@openguard/targets';
import { beforeEach, describe, expect, it } from 'vitest';
import type { RunningMap } from '../src/index.js';
import { ANN as account, ended, ips, NOW, openHouse, until, type House, type HouseOptions } from './house.js';

const mapped = (ip: string): MapHost => ({ ip, router: false, ports: [], links: [''] });
const told = (ip: string): MapEvent => ({ kind: 'host', host: mapped(ip) });

type Script = readonly (MapEvent | Error | 'pause')[];

let requests: EngineMapRequest[];

const scripted = (script: Script): MapEngine => ({
  simulated: false,
  profiles: ['standard', 'light'],
  describe: () => Promise.resolve('127.0.0.1 (scripted)'),
  map: async function* (request, signal) {
    requests.push(request);
    for (const step of script) {
      if (step === 'pause') {
        await new Promise<void>((resolve) =>
          signal.addEventListener('abort', () => resolve(), { once: true }),
        );
        throw new OpenGuardError('OG_SCAN_CANCELLED', 'cancelled');
      }
      if (step instanceof Error) throw step;
      yield await Promise.resolve(step);
    }
  },
});

const netblock = (text: string): MapTarget => {
  const parsed = parseTargetList(text);
  if (parsed._tag === 'Left') throw new Error(parsed.left.tag);
  return { netblock: parsed.right };
};

beforeEach(() => {
  requests = [];
});

const houseOf = (script: Script, options: HouseOptions = {}): Promise<House> =>
  openHouse({ mapEngine: scripted(script), ...options });

const MILL: MapTarget = { domain: 'mill.example' };

const begin = async ({ maps }: House, target = MILL, save = true): Promise<RunningMap> => {
  const started = await maps.start(account, { target, save });
  if ('number' in started) throw new Error(started.text);
  return started;
};

describe('a map', () => {
  it('is kept with its hosts, and says what was left out', async () => {
    const left = { kind: 'left-out', addresses: [{ first: 0x7f000109, last: 0x7f000109 }] } as const;
    const house = await houseOf([told('127.0.0.2'), { kind: 'progress', done: 1 }, told('127.0.0.1'), left]);
    const { maps, store, surprises } = house;
    const map = await ended(await begin(house, { ...MILL, ...netblock('127.0.0.8/31') }));
    expect(map).toMatchObject({
      target: 'mill.example:127.0.0.8/31',
      domain: 'mill.example',
      title: 'Map of mill.example:127.0.0.8/31',
      option: 'standard',
      state: 'finished',
      hosts: 2,
      leftOut: '127.0.1.9',
    });
    expect(map.ref).toMatch(/^map\/1577934245\.[0-9]{5}$/);
    expect(await ips(store, map.ref)).toEqual(['127.0.0.1', '127.0.0.2']);
    expect(await maps.list({ account: 'ann', domain: 'mill.example' })).toEqual([map]);
    expect(await maps.openMap(account, map.ref)).toMatchObject({ map });
    expect(requests).toHaveLength(1);
    expect(formatAddressSet(requests[0]?.allowed ?? [])).toBe('127.0.0.0-127.0.0.255');
    expect(formatAddressSet(requests[0]?.netblock ?? [])).toBe('127.0.0.8-127.0.0.9');
    expect(surprises).toEqual([]);
  });

  it.each<[string, Script, Partial<KeptMap>, string[]]>([
    ['fails at once', [new OpenGuardError('OG_ENGINE_EXIT', 'died')], { state: 'failed', saved: true }, []],
    [
      'dies after a host',
      [told('127.0.0.1'), new OpenGuardError('OG_ENGINE_EXIT', 'died')],
      { state: 'interrupted', failure: 'died', saved: true },
      ['127.0.0.1'],
    ],
  ])('that %s is never finished', async (_, script, record, kept) => {
    const house = await houseOf(script);
    const map = await ended(await begin(house));
    expect(map).toMatchObject(record);
    expect(await ips(house.store, map.ref)).toEqual(kept);
  });

  it('that is cancelled keeps what is told, and cannot be removed before', async () => {
    const house = await houseOf([told('127.0.0.1'), 'pause']);
    const { maps, jobs, store } = house;
    const started = await begin(house);
    const ref = started.ref as MapReference;
    await until(async () => (await ips(store, ref)).length === 1);
    expect(await jobs.list('ann')).toEqual([
      { type: 'map', ref, account: 'ann', target: 'mill.example', startedAt: NOW, status: 'Running' },
    ]);
    expect(await maps.remove(account, ref)).toMatchObject({ number: 1905 });
    expect(await jobs.cancel('ann', ref)).toBeUndefined();
    expect(await ended(started)).toMatchObject({
      state: 'interrupted',
      failure: 'The map was cancelled by its account before it was complete.',
    });
    expect(await maps.remove({ ...account, name: 'eve' }, ref)).toMatchObject({ number: 5001 });
    expect(await maps.remove(account, ref)).toBeUndefined();
    expect(await maps.remove(account, ref)).toMatchObject({ number: 5001 });
    expect(await maps.openMap(account, ref)).toMatchObject({ number: 5001 });
  });

  it('that is not saved is in no list', async () => {
    const house = await houseOf([told('127.0.0.1')]);
    const { maps } = house;
    const map = await ended(await begin(house, MILL, false));
    expect(map.title).toBe('N/A (no report saved)');
    expect(await maps.list({ account: 'ann' })).toEqual([]);
  });

  it('that has waited is not made for an account that has changed meanwhile', async () => {
    const house = await houseOf(['pause'], { width: 1 });
    const first = await begin(house);
    const second = await begin(house, netblock('127.0.0.9'));
    await house.store.setTargets('ann', '127.0.0.1');
    await house.jobs.cancel('ann', first.ref);
    expect(await ended(second)).toMatchObject({
      state: 'failed',
      failure: expect.stringMatching(/not in this account: 127\.0\.0\.9/) as string,
    });
  });
});

describe('permission to map', () => {
  it.each<[string, Partial<Account>, MapTarget, number, RegExp]>([
    ['a domain of someone else', {}, { domain: 'dam.example' }, 5101, /not in this account: dam\.example/],
    ['a domain inside its own', {}, { domain: 'www.mill.example' }, 5101, /not in this account/],
    ['a domain without any', { domain: '' }, MILL, 5101, /has no domain/],
    ['a netblock of someone else', {}, netblock('127.0.1.0/24'), 5101, /not in this account: 127\.0\.1\.0/],
    ['a netblock outside the scope', {}, netblock('192.0.2.1'), 5101, /outside the scope/],
    ['a domain without addresses', { targets: '' }, MILL, 5101, /no addresses/],
    [
      'a domain with addresses outside the scope',
      { targets: '192.0.2.1' },
      MILL,
      5101,
      /no addresses inside/,
    ],
  ])('refuses %s', async (_, who, target, number, text) => {
    const { maps } = await houseOf([]);
    const refused = await maps.start({ ...account, ...who }, { target });
    expect(refused).toMatchObject({ number, text: expect.stringMatching(text) as string });
  });

  it('refuses an unknown option', async () => {
    const { maps } = await houseOf([]);
    expect(await maps.start(account, { target: MILL, option: 'x' })).toMatchObject({ number: 19001 });
  });

  it('lets an account map each of its domains, or its addresses alone', async () => {
    const house = await houseOf([]);
    for (const target of [MILL, { domain: 'weir.example' }, netblock('127.0.0.9')]) {
      expect(await ended(await begin(house, target))).toMatchObject({ state: 'finished', hosts: 0 });
    }
  });
});

it('that a dead process has left is made again, whole', async () => {
  const dead = await houseOf([], { width: 0 });
  const { store } = dead;
  const ref = (await begin(dead, { ...MILL, ...netblock('127.0.0.8/31') })).ref as MapReference;
  await store.beginBatch(ref, 0);
  await store.putMapHost({ ref, batch: 0 }, mapped('127.0.0.2'));
  const house = await houseOf([told('127.0.0.1'), told('127.0.0.2')], { store });
  await house.jobs.start();
  const joined = await house.maps.join(account, ref);
  expect(await ended<KeptMap>(joined)).toMatchObject({ state: 'finished', hosts: 2 });
  expect(requests).toMatchObject([
    { domain: 'mill.example', netblock: [{ first: 0x7f000008, last: 0x7f000009 }] },
  ]);
  expect(await house.maps.join({ ...account, name: 'eve' }, ref)).toMatchObject({ number: 5001 });
});
