import { OpenGuardError } from '@openguard/errors';
import type { Account, KeptMap, MapHost, MapReference } from '@openguard/model';
import type { MapTarget } from '@openguard/protocol';
import type { EngineMapRequest, MapEngine, MapEvent } from '@openguard/scan-engine';
import { openSqliteStore, type Store } from '@openguard/storage';
import { formatAddressSet, LOOPBACK, parseTargetList } from '@openguard/targets';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createMaps, createRunning, type MapsOptions, type Running, type RunningMap } from '../src/index.js';

const NOW = Date.UTC(2020, 0, 2, 3, 4, 5);
const account: Account = {
  name: 'ann',
  role: 'user',
  targets: '127.0.0.0/24,192.0.2.1',
  domain: 'mill.example,weir.example',
  passwordHash: 'x',
  createdAt: 0,
};

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

let directory: string;
let store: Store;
let running: Running;
const surprises: unknown[] = [];

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'openguard-service-'));
  store = await openSqliteStore({ directory, simulated: false });
  await store.addAccount(account);
  running = createRunning({ width: 1 });
  surprises.length = 0;
  requests = [];
});

afterEach(async () => {
  await store.close();
  await rm(directory, { recursive: true });
});

const mapsWith = (script: Script, options: Partial<MapsOptions> = {}) =>
  createMaps({
    store,
    engine: scripted(script),
    scope: LOOPBACK,
    clock: () => NOW,
    unexpected: (error) => surprises.push(error),
    running,
    ...options,
  });

const MILL: MapTarget = { domain: 'mill.example' };

const begin = async (maps: ReturnType<typeof mapsWith>, target = MILL, save = true): Promise<RunningMap> => {
  const started = await maps.start(account, { target, save });
  if ('number' in started) throw new Error(started.text);
  return started;
};

const ips = async ({ ref }: Pick<KeptMap, 'ref'>): Promise<string[]> => {
  const found: string[] = [];
  for await (const { ip } of store.mapHostsOf(ref)) found.push(ip);
  return found;
};

describe('a map', () => {
  it('is kept with its hosts, and says what was left out', async () => {
    const left = { kind: 'left-out', addresses: [{ first: 0x7f000109, last: 0x7f000109 }] } as const;
    const maps = mapsWith([told('127.0.0.2'), { kind: 'progress', done: 1 }, told('127.0.0.1'), left]);
    const started = await begin(maps, { ...MILL, ...netblock('127.0.0.8/31') });
    const map = await started.done;
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
    expect(started.progress()).toBe(1);
    expect(await ips(map)).toEqual(['127.0.0.1', '127.0.0.2']);
    expect(await maps.list({ account: 'ann', domain: 'mill.example' })).toEqual([map]);
    expect(await maps.openMap(account, map.ref)).toMatchObject({ map });
    expect(requests).toHaveLength(1);
    expect(formatAddressSet(requests[0]?.allowed ?? [])).toBe('127.0.0.0-127.0.0.255');
    expect(formatAddressSet(requests[0]?.netblock ?? [])).toBe('127.0.0.8-127.0.0.9');
    expect(surprises).toEqual([]);
  });

  it.each<[string, Script, Partial<KeptMap>, string[]]>([
    ['fails at once', [new OpenGuardError('OG_ENGINE_EXIT', 'died')], { state: 'failed', saved: false }, []],
    [
      'dies after a host',
      [told('127.0.0.1'), new OpenGuardError('OG_ENGINE_EXIT', 'died')],
      { state: 'interrupted', failure: 'died', saved: true },
      ['127.0.0.1'],
    ],
  ])('that %s is never finished', async (_, script, ended, kept) => {
    const map = await (await begin(mapsWith(script))).done;
    expect(map).toMatchObject(ended);
    expect(await ips(map)).toEqual(kept);
  });

  it('that is cancelled keeps what is told, and cannot be removed before', async () => {
    const maps = mapsWith([told('127.0.0.1'), 'pause']);
    const started = await begin(maps);
    const ref = started.ref as MapReference;
    while ((await ips({ ref })).length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    expect(running.list('ann')).toEqual([
      { type: 'map', ref, account: 'ann', target: 'mill.example', startedAt: NOW, status: 'Running' },
    ]);
    expect(await maps.remove(account, ref)).toMatchObject({ number: 1905 });
    expect(await running.cancel('ann', ref)).toBeUndefined();
    expect(await started.done).toMatchObject({
      state: 'interrupted',
      failure: 'The map was cancelled by its account before it was complete.',
    });
    expect(await maps.remove({ ...account, name: 'eve' }, ref)).toMatchObject({ number: 5001 });
    expect(await maps.remove(account, ref)).toBeUndefined();
    expect(await maps.remove(account, ref)).toMatchObject({ number: 5001 });
    expect(await maps.openMap(account, ref)).toMatchObject({ number: 5001 });
  });

  it('that is not saved is forgotten once it is handed over', async () => {
    const maps = mapsWith([told('127.0.0.1')]);
    const map = await (await begin(maps, MILL, false)).done;
    expect(map.title).toBe('N/A (no report saved)');
    expect(await maps.list({ account: 'ann' })).toEqual([]);
    await maps.release(map);
    expect(await store.findMap('ann', map.ref)).toBeUndefined();
  });

  it('that has waited is not made for an account that has changed meanwhile', async () => {
    const maps = mapsWith(['pause']);
    const first = await begin(maps);
    const second = await begin(maps, netblock('127.0.0.9'));
    await store.setTargets('ann', '127.0.0.1');
    first.cancel();
    expect(await second.done).toMatchObject({
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
    const refused = await mapsWith([]).start({ ...account, ...who }, { target });
    expect(refused).toMatchObject({ number, text: expect.stringMatching(text) as string });
  });

  it('refuses an unknown option, and every map without an engine', async () => {
    expect(await mapsWith([]).start(account, { target: MILL, option: 'x' })).toMatchObject({ number: 19001 });
    expect(await mapsWith([], { engine: undefined }).start(account, { target: MILL })).toMatchObject({
      number: 999,
      text: expect.stringMatching(/simulated engine/) as string,
    });
  });

  it('lets an account map each of its domains, or its addresses alone', async () => {
    for (const target of [MILL, { domain: 'weir.example' }, netblock('127.0.0.9')]) {
      expect(await (await begin(mapsWith([]), target)).done).toMatchObject({ state: 'finished', hosts: 0 });
    }
  });
});

it('after a crash, maps left behind are closed as interrupted, unsaved and empty ones forgotten', async () => {
  const maps = mapsWith([told('127.0.0.1')]);
  const map = await (await begin(maps)).done;
  const left: KeptMap = { ...map, ref: 'map/1.00001' as MapReference, state: 'running', hosts: 0 };
  await store.addMap(left);
  await store.putMapHost({ ref: left.ref, batch: 0 }, mapped('127.0.0.2'));
  await store.addMap({ ...left, ref: 'map/1.00002' as MapReference, saved: false });
  await store.addMap({ ...left, ref: 'map/1.00003' as MapReference });
  await maps.recover();
  expect(await store.listRunning()).toEqual([]);
  expect(await store.findMap('ann', left.ref)).toMatchObject({
    state: 'interrupted',
    hosts: 1,
    failure: 'The server ended before the map was complete.',
  });
  for (const ref of ['map/1.00002', 'map/1.00003'])
    expect(await store.findMap('ann', ref as MapReference)).toBeUndefined();
});
