import { OpenGuardError } from '@openguard/errors';
import type { Account, Scan } from '@openguard/model';
import type { EngineEvent } from '@openguard/scan-engine';
import { openSqliteStore, type Store } from '@openguard/storage';
import { LOOPBACK, parseTargetList, type TargetList } from '@openguard/targets';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  createRunning,
  createScans,
  type Running,
  type RunningScan,
  type ScansOptions,
} from '../src/index.js';
import { host, scriptedEngine } from './scripted-engine.js';

const NOW = Date.UTC(2020, 0, 2, 3, 4, 5);
const account: Account = {
  name: 'ann',
  role: 'user',
  targets: '127.0.0.0/24,192.0.2.1',
  domain: '',
  passwordHash: 'x',
  createdAt: 0,
};

const list = (text: string): TargetList => {
  const parsed = parseTargetList(text);
  if (parsed._tag === 'Left') throw new Error(parsed.left.tag);
  return parsed.right;
};

let directory: string;
let store: Store;
const surprises: unknown[] = [];

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'openguard-service-'));
  store = await openSqliteStore({ directory, simulated: false });
  await store.addAccount(account);
  surprises.length = 0;
});

afterEach(async () => {
  await store.close();
  await rm(directory, { recursive: true });
});

const scansWith = (script: Parameters<typeof scriptedEngine>[0], options: Partial<ScansOptions> = {}) =>
  createScans({
    store,
    engine: scriptedEngine(script),
    scope: LOOPBACK,
    clock: () => NOW,
    unexpected: (error) => surprises.push(error),
    ...options,
  });

const run = async (script: Parameters<typeof scriptedEngine>[0], targets: string, save = true) => {
  const scans = scansWith(script);
  const started = await scans.start(account, { targets: list(targets), save });
  if ('number' in started) throw new Error(started.text);
  return { scans, scan: await started.done, started };
};

const silent = (text: string): EngineEvent => ({ kind: 'not-alive', addresses: list(text).addresses });

const ips = async (scan: Scan): Promise<string[]> => {
  const found: string[] = [];
  for await (const { ip } of store.hostsOf(scan.ref)) found.push(ip);
  return found;
};

describe('a scan', () => {
  it('ends finished when every target is accounted for, and keeps the request as it came', async () => {
    const { scan, scans } = await run(
      [{ kind: 'host', host: host('127.0.0.1') }, silent('127.0.0.2')],
      ' 127.0.0.1,127.0.0.2',
    );
    expect(scan).toMatchObject({
      state: 'finished',
      target: ' 127.0.0.1,127.0.0.2',
      hostsAlive: 1,
      hostsTotal: 2,
      notAlive: '127.0.0.2',
      notScanned: '',
    });
    expect(scan.ref).toMatch(/^scan\/1577934245\.[0-9]{5}$/);
    expect(await scans.list({ account: 'ann' })).toEqual([scan]);
    expect(surprises).toEqual([]);
  });

  it.each([
    [
      'fails before any host',
      [new OpenGuardError('OG_ENGINE_EXIT', 'nmap died')],
      'failed',
      [],
      '127.0.0.1-127.0.0.2',
    ],
    [
      'dies after a host',
      [{ kind: 'host', host: host('127.0.0.1') }, new OpenGuardError('OG_ENGINE_EXIT', 'nmap died')],
      'interrupted',
      ['127.0.0.1'],
      '127.0.0.2',
    ],
    [
      'forgets a target',
      [{ kind: 'host', host: host('127.0.0.1') }],
      'interrupted',
      ['127.0.0.1'],
      '127.0.0.2',
    ],
  ] as const)('that %s is never finished', async (_, script, state, kept, missing) => {
    const { scan, scans } = await run(script, '127.0.0.1-127.0.0.2');
    expect(scan).toMatchObject({ state, notScanned: missing });
    expect(scan.failure).toBeDefined();
    expect(await ips(scan)).toEqual(kept);
    expect(await scans.list({ account: 'ann' })).toHaveLength(kept.length);
  });

  it.each<[string, RegExp, (running: Running, started: RunningScan) => unknown]>([
    ['by its client', /^The client left before/, (_, started) => started.cancel()],
    ['by the end of the server', /^The server was stopped before/, (running) => running.stop()],
    ['by its account', /^The scan was cancelled by its account/, ({ cancel }, { ref }) => cancel('ann', ref)],
  ])('that is stopped %s keeps what is done, and says why it is not all', async (_, failure, stop) => {
    const running = createRunning();
    const scans = scansWith([{ kind: 'host', host: host('127.0.0.1') }, 'pause'], { running });
    const started = await scans.start(account, { targets: list('127.0.0.1-127.0.0.3'), save: true });
    if ('number' in started) throw new Error(started.text);
    while ((await ips({ ref: started.ref } as Scan)).length === 0)
      await new Promise((resolve) => setTimeout(resolve, 5));
    await stop(running, started);
    const scan = await started.done;
    expect(scan).toMatchObject({ state: 'interrupted', notScanned: '127.0.0.2-127.0.0.3', hostsAlive: 1 });
    expect(scan.failure).toMatch(failure);
    expect(await ips(scan)).toEqual(['127.0.0.1']);
    expect(surprises).toEqual([]);
  });

  it('that fails does not say where the server keeps its files', async () => {
    const died = new OpenGuardError(
      'OG_ENGINE_EXIT',
      'nmap ended with exit code 1: cannot open /usr/share/nmap/x.lua',
    );
    const { scan } = await run([{ kind: 'host', host: host('127.0.0.1') }, died], '127.0.0.1-127.0.0.2');
    expect(scan).toMatchObject({
      state: 'interrupted',
      failure: 'nmap ended with exit code 1: cannot open (path)',
    });
    expect(surprises).toEqual([died]);
  });

  it('that is not saved is forgotten once it is handed over', async () => {
    const { scans, scan } = await run([{ kind: 'host', host: host('127.0.0.1') }], '127.0.0.1', false);
    expect(await scans.list({ account: 'ann' })).toEqual([]);
    await scans.release(scan);
    expect(await store.findScan('ann', scan.ref)).toBeUndefined();
  });

  it('reports an error that is none of ours without showing it to the client', async () => {
    const { scan } = await run([new TypeError('secret detail')], '127.0.0.1');
    expect(scan.failure).not.toContain('secret');
    expect(surprises).toHaveLength(1);
  });
});

describe('permission', () => {
  it.each([
    ['192.0.2.2', account, 5101, /not in this account: 192\.0\.2\.2/],
    ['127.0.0.1-127.0.1.4', account, 5101, /127\.0\.1\.0-127\.0\.1\.4/],
    ['192.0.2.1', account, 5101, /outside the scope/],
    ['127.0.0.1', { ...account, targets: '' }, 5101, /no addresses/],
  ])('refuses %s', async (targets, who, number, text) => {
    const refused = await scansWith([]).start(who, { targets: list(targets) });
    expect(refused).toMatchObject({ number });
    expect('text' in refused ? refused.text : '').toMatch(text);
  });

  it('refuses an unknown option and lists the known ones', async () => {
    expect(await scansWith([]).start(account, { targets: list('127.0.0.1'), option: 'x' })).toEqual({
      number: 19001,
      text: 'Invalid option profile "x"; this server has: standard, light.',
    });
  });

  it('takes the word null for no option', async () => {
    const started = await scansWith([silent('127.0.0.1')]).start(account, {
      targets: list('127.0.0.1'),
      option: 'null',
    });
    expect('done' in started ? (await started.done).option : undefined).toBe('standard');
  });
});

describe('a scan that has waited', () => {
  it('does not run for an account that has lost the address meanwhile', async () => {
    const scans = scansWith(['pause'], { running: createRunning({ width: 1 }) });
    const first = await scans.start(account, { targets: list('127.0.0.1') });
    const second = await scans.start(account, { targets: list('127.0.0.2'), save: true });
    if ('number' in first || 'number' in second) throw new Error('refused');
    await store.setTargets('ann', '127.0.0.1');
    first.cancel();
    expect(await second.done).toMatchObject({
      state: 'failed',
      failure: expect.stringMatching(/not in this account/) as string,
    });
  });
});

describe('a saved report', () => {
  it('is opened whole, or for one host', async () => {
    const { scans, scan } = await run(
      [
        { kind: 'host', host: host('127.0.0.1') },
        { kind: 'host', host: host('127.0.0.2') },
        silent('127.0.0.3'),
      ],
      '127.0.0.1-127.0.0.3',
    );
    const only = await scans.openReport(account, scan.ref, 0x7f000002);
    if ('number' in only) throw new Error(only.text);
    const found: string[] = [];
    for await (const { ip } of only.hosts) found.push(ip);
    expect(found).toEqual(['127.0.0.2']);
    expect(await scans.openReport(account, scan.ref, 0x7f000003)).toMatchObject({ number: 3509 });
    expect(await scans.openReport(account, scan.ref, 0x7f000009)).toMatchObject({ number: 5001 });
  });

  it('of someone else is not found', async () => {
    const { scans, scan } = await run([silent('127.0.0.1')], '127.0.0.1');
    expect(await scans.openReport({ ...account, name: 'eve' }, scan.ref)).toMatchObject({ number: 5001 });
  });
});

describe('a report that is removed', () => {
  it('is gone for good; one that runs, is unknown or is of someone else is refused', async () => {
    const { scans, scan } = await run([silent('127.0.0.1')], '127.0.0.1');
    const eve = { ...account, name: 'eve' };
    expect(await scans.remove(eve, scan.ref)).toMatchObject({ number: 5001 });
    expect(await scans.remove(account, scan.ref)).toBeUndefined();
    expect(await scans.openReport(account, scan.ref)).toMatchObject({ number: 5001 });
    expect(await scans.remove(account, scan.ref)).toMatchObject({ number: 5001 });

    const slow = scansWith(['pause']);
    const started = await slow.start(account, { targets: list('127.0.0.1'), save: true });
    if ('number' in started) throw new Error(started.text);
    const ref = started.ref as Scan['ref'];
    expect(await slow.remove(account, ref)).toMatchObject({
      number: 1905,
      text: expect.stringMatching(/still runs; cancel it first/) as string,
    });
    expect(await slow.remove(eve, ref)).toMatchObject({ number: 5001 });
    started.cancel();
    await started.done;
  });
});

describe('after a crash', () => {
  it('scans left behind are closed as interrupted, unsaved ones forgotten', async () => {
    const left: Scan = {
      ref: 'scan/1.00001' as Scan['ref'],
      account: 'ann',
      target: '127.0.0.1-127.0.0.3',
      title: 't',
      option: 'standard',
      saved: true,
      simulated: false,
      state: 'running',
      startedAt: 1000,
      hostsAlive: 0,
      hostsTotal: 3,
      notAlive: '',
      notScanned: '',
      scanHost: 's',
    };
    await store.addScan(left, ['127.0.0.2']);
    await store.putHost({ ref: left.ref, batch: 0 }, host('127.0.0.2'), new Uint8Array());
    await store.addScan({ ...left, ref: 'scan/1.00002' as Scan['ref'], saved: false }, []);
    await store.addScan({ ...left, ref: 'scan/1.00003' as Scan['ref'] }, []);
    await scansWith([]).recover();
    expect(await store.listRunning()).toEqual([]);
    expect(await store.findScan('ann', left.ref)).toMatchObject({
      state: 'interrupted',
      hostsAlive: 1,
      notScanned: '127.0.0.1,127.0.0.3',
      failure: 'The server ended before the scan was complete.',
    });
    for (const ref of ['scan/1.00002', 'scan/1.00003']) {
      expect(await store.findScan('ann', ref as Scan['ref'])).toBeUndefined();
    }
  });
});

describe('a store that fails', () => {
  it('takes no report back because the scan cannot be forgotten', async () => {
    const gone = new OpenGuardError('OG_STORE_FAILED', 'the store is gone');
    const scans = scansWith([silent('127.0.0.1')], {
      store: { ...store, removeScan: () => Promise.reject(gone) },
    });
    const started = await scans.start(account, { targets: list('127.0.0.1') });
    if ('number' in started) throw new Error(started.text);
    await expect(scans.release(await started.done)).resolves.toBeUndefined();
    expect(surprises).toEqual([gone]);
  });

  it('ends the scan as failed, says why, and loses nothing', async () => {
    const full = new OpenGuardError('OG_STORE_FULL', 'the disk is full');
    const scans = scansWith([{ kind: 'host', host: host('127.0.0.1') }], {
      store: { ...store, closeScan: () => Promise.reject(full) },
    });
    const started = await scans.start(account, { targets: list('127.0.0.1'), save: true });
    if ('number' in started) throw new Error(started.text);
    const ended = await started.done;
    expect(ended).toMatchObject({
      state: 'failed',
      failure: expect.stringMatching(/disk of the server is full/) as string,
    });
    expect(await ips(ended)).toEqual(['127.0.0.1']);
    await scansWith([]).recover();
    expect(await store.findScan('ann', ended.ref)).toMatchObject({ state: 'interrupted', hostsAlive: 1 });
  });
});
