import { OpenGuardError } from '@openguard/errors';
import type { Scan, ScanReference } from '@openguard/model';
import type { EngineEvent } from '@openguard/scan-engine';
import { parseTargetList, type TargetList } from '@openguard/targets';
import { describe, expect, it } from 'vitest';
import type { RunningScan, WrittenScan } from '../src/index.js';
import { ANN, ended, ips, NOW, openHouse, until, type House } from './house.js';
import { host, scriptedEngine, type Script } from './scripted-engine.js';

const list = (text: string): TargetList => {
  const parsed = parseTargetList(text);
  if (parsed._tag === 'Left') throw new Error(parsed.left.tag);
  return parsed.right;
};

const told = (ip: string): EngineEvent => ({ kind: 'host', host: host(ip) });
const silent = (text: string): EngineEvent => ({ kind: 'not-alive', addresses: list(text).addresses });

const begin = async ({ scans }: House, targets: string, save = true): Promise<RunningScan> => {
  const started = await scans.start(ANN, { targets: list(targets), save });
  if ('number' in started) throw new Error(started.text);
  return started;
};

const run = async (script: Script, targets: string, save = true) => {
  const house = await openHouse({ script });
  return { ...house, scan: await ended(await begin(house, targets, save)) };
};

const bytesOf = async (report: WrittenScan | { readonly text: string }): Promise<string> => {
  if (!('hosts' in report)) throw new Error(report.text);
  const pieces: Uint8Array[] = [];
  for await (const piece of report.hosts) pieces.push(Buffer.from(piece));
  return Buffer.concat(pieces).toString('utf8');
};

describe('a scan', () => {
  it('ends finished when every target is accounted for, and keeps the request as it came', async () => {
    const { scan, scans, surprises, log } = await run(
      [told('127.0.0.1'), silent('127.0.0.2')],
      ' 127.0.0.1,127.0.0.2',
    );
    expect(scan).toMatchObject({
      state: 'finished',
      target: ' 127.0.0.1,127.0.0.2',
      hostsAlive: 1,
      hostsTotal: 2,
      notAlive: '127.0.0.2',
      notScanned: '',
      endedAt: NOW,
    });
    expect(scan.ref).toMatch(/^scan\/1577934245\.[0-9]{5}$/);
    expect(await scans.list({ account: 'ann' })).toEqual([scan]);
    expect(log).toEqual([`${scan.ref}: finished`]);
    expect(surprises).toEqual([]);
  });

  it('is cut into parts, which come together in one report', async () => {
    const script = [told('127.0.0.1'), told('127.0.0.3'), told('127.0.0.5'), silent('127.0.0.2,127.0.0.4')];
    const house = await openHouse({ engine: scriptedEngine(script, 2) });
    const scan = await ended(await begin(house, '127.0.0.1-127.0.0.5'));
    expect(scan).toMatchObject({ state: 'finished', hostsAlive: 3, notAlive: '127.0.0.2,127.0.0.4' });
    expect(await house.store.batchesOf(scan.ref)).toMatchObject([
      { targets: '127.0.0.1-127.0.0.2', state: 'done' },
      { targets: '127.0.0.3-127.0.0.4', state: 'done' },
      { targets: '127.0.0.5', state: 'done' },
    ]);
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
      [told('127.0.0.1'), new OpenGuardError('OG_ENGINE_EXIT', 'nmap died')],
      'interrupted',
      ['127.0.0.1'],
      '127.0.0.2',
    ],
    ['forgets a target', [told('127.0.0.1')], 'interrupted', ['127.0.0.1'], '127.0.0.2'],
  ] as const)('that %s is never finished', async (_, script, state, kept, missing) => {
    const { scan, scans, store } = await run(script, '127.0.0.1-127.0.0.2');
    expect(scan).toMatchObject({ state, notScanned: missing });
    expect(scan.failure).toBeDefined();
    expect(await ips(store, scan.ref)).toEqual(kept);
    // Whoever comes back by the list finds what became of it.
    expect(await scans.list({ account: 'ann' })).toMatchObject([{ ref: scan.ref, state }]);
    expect(await scans.openReport(ANN, scan.ref)).toMatchObject({ scan: { notScanned: missing } });
  });

  it('that is cancelled keeps what is done, and says why it is not all', async () => {
    const house = await openHouse({ script: [told('127.0.0.1'), 'pause'], width: 1 });
    const { store, jobs, surprises } = house;
    const started = await begin(house, '127.0.0.1-127.0.0.3');
    const waiting = await begin(house, '127.0.0.9');
    await until(async () => (await ips(store, started.ref)).length === 1);
    expect(await jobs.list('ann')).toEqual([
      {
        type: 'scan',
        ref: started.ref,
        account: 'ann',
        target: '127.0.0.1-127.0.0.3',
        startedAt: NOW,
        status: 'Running',
      },
      expect.objectContaining({ ref: waiting.ref, status: 'Queued' }) as unknown,
    ]);
    expect(await jobs.list('bob')).toEqual([]);
    for (const [account, ref] of [
      ['bob', started.ref],
      ['ann', 'scan/1.2' as ScanReference],
    ] as const) {
      expect(await jobs.cancel(account, ref)).toEqual({
        number: 5001,
        text: `${ref} does not run in this account.`,
      });
    }
    // What is cancelled before its turn is over at once.
    expect(await jobs.cancel('ann', waiting.ref)).toBeUndefined();
    expect(await ended(waiting)).toMatchObject({
      state: 'interrupted',
      saved: true,
      notScanned: '127.0.0.9',
    });
    expect(await jobs.cancel('ann', started.ref)).toBeUndefined();
    expect(await ended(started)).toMatchObject({
      state: 'interrupted',
      notScanned: '127.0.0.2-127.0.0.3',
      hostsAlive: 1,
      failure: 'The scan was cancelled by its account before it was complete.',
    });
    expect(await jobs.list('ann')).toEqual([]);
    expect(await jobs.cancel('ann', started.ref)).toMatchObject({ number: 5001 });
    expect(await ips(store, started.ref)).toEqual(['127.0.0.1']);
    expect(surprises).toEqual([]);
  });

  it('that fails does not say where the server keeps its files', async () => {
    const died = new OpenGuardError(
      'OG_ENGINE_EXIT',
      'nmap ended with exit code 1: cannot open /usr/share/nmap/x.lua',
    );
    const { scan, surprises } = await run([told('127.0.0.1'), died], '127.0.0.1-127.0.0.2');
    expect(scan).toMatchObject({
      state: 'interrupted',
      failure: 'nmap ended with exit code 1: cannot open (path)',
    });
    expect(surprises).toEqual([died]);
  });

  it('that is not saved is in no list', async () => {
    const { scans } = await run([told('127.0.0.1')], '127.0.0.1', false);
    expect(await scans.list({ account: 'ann' })).toEqual([]);
  });

  it('reports an error that is none of ours without showing it to the client', async () => {
    const { scan, surprises } = await run([new TypeError('secret detail')], '127.0.0.1');
    expect(scan.failure).not.toContain('secret');
    expect(surprises).toHaveLength(1);
  });
});

describe('permission', () => {
  it.each([
    ['192.0.2.2', ANN, 5101, /not in this account: 192\.0\.2\.2/],
    ['127.0.0.1-127.0.1.4', ANN, 5101, /127\.0\.1\.0-127\.0\.1\.4/],
    ['192.0.2.1', ANN, 5101, /outside the scope/],
    ['127.0.0.1', { ...ANN, targets: '' }, 5101, /no addresses/],
  ])('refuses %s', async (targets, who, number, text) => {
    const { scans } = await openHouse();
    const refused = await scans.start(who, { targets: list(targets) });
    expect(refused).toMatchObject({ number });
    expect('text' in refused ? refused.text : '').toMatch(text);
  });

  it('refuses an unknown option and lists the known ones', async () => {
    const { scans } = await openHouse();
    expect(await scans.start(ANN, { targets: list('127.0.0.1'), option: 'x' })).toEqual({
      number: 19001,
      text: 'Invalid option profile "x"; this server has: standard, light.',
    });
  });

  it('takes the word null for no option', async () => {
    const { scans } = await openHouse({ script: [silent('127.0.0.1')] });
    const started = await scans.start(ANN, { targets: list('127.0.0.1'), option: 'null' });
    expect((await ended<Scan>(started)).option).toBe('standard');
  });

  it('is asked again when the turn of a scan comes', async () => {
    const house = await openHouse({ script: ['pause'], width: 1 });
    const first = await begin(house, '127.0.0.1');
    const second = await begin(house, '127.0.0.2');
    await house.store.setTargets('ann', '127.0.0.1');
    await house.jobs.cancel('ann', first.ref);
    expect(await ended(second)).toMatchObject({
      state: 'failed',
      failure: expect.stringMatching(/not in this account/) as string,
    });
  });
});

describe('a saved report', () => {
  it('is opened whole, or for one host, and always has the same bytes', async () => {
    const { scans, scan } = await run(
      [told('127.0.0.1'), told('127.0.0.2'), silent('127.0.0.3')],
      '127.0.0.1-127.0.0.3',
    );
    const whole = await bytesOf(await scans.reportOf(scan));
    expect(whole.match(/<IP value="[^"]+"/g)).toEqual(['<IP value="127.0.0.1"', '<IP value="127.0.0.2"']);
    expect(await bytesOf(await scans.openReport(ANN, scan.ref))).toBe(whole);
    const only = await bytesOf(await scans.openReport(ANN, scan.ref, 0x7f000002));
    expect(only.match(/<IP value="[^"]+"/g)).toEqual(['<IP value="127.0.0.2"']);
    expect(whole).toContain(only);
    expect(await scans.openReport(ANN, scan.ref, 0x7f000003)).toMatchObject({ number: 3509 });
    expect(await scans.openReport(ANN, scan.ref, 0x7f000009)).toMatchObject({ number: 5001 });
  });

  it('of an older store, without the bytes, is written from what is kept', async () => {
    const house = await openHouse({ width: 0 });
    const { ref } = await begin(house, '127.0.0.1');
    await house.store.beginBatch(ref, 0);
    await house.store.putHost({ ref, batch: 0 }, host('127.0.0.1'), new Uint8Array());
    await house.store.endBatch(ref, 0, { state: 'done', notAlive: '' });
    await house.jobs.start();
    expect(await bytesOf(await house.scans.openReport(ANN, ref as ScanReference))).toContain(
      '<IP value="127.0.0.1"',
    );
  });

  it('of someone else is not found', async () => {
    const { scans, scan } = await run([silent('127.0.0.1')], '127.0.0.1');
    const eve = { ...ANN, name: 'eve' };
    expect(await scans.openReport(eve, scan.ref)).toMatchObject({ number: 5001 });
    expect(await scans.join(eve, scan.ref)).toMatchObject({ number: 5001 });
  });
});

describe('a report that is removed', () => {
  it('is gone for good; one that runs, is unknown or is of someone else is refused', async () => {
    const { scans, scan } = await run([silent('127.0.0.1')], '127.0.0.1');
    const eve = { ...ANN, name: 'eve' };
    expect(await scans.remove(eve, scan.ref)).toMatchObject({ number: 5001 });
    expect(await scans.remove(ANN, scan.ref)).toBeUndefined();
    expect(await scans.openReport(ANN, scan.ref)).toMatchObject({ number: 5001 });
    expect(await scans.remove(ANN, scan.ref)).toMatchObject({ number: 5001 });

    const slow = await openHouse({ script: ['pause'] });
    const ref = (await begin(slow, '127.0.0.1')).ref as ScanReference;
    expect(await slow.scans.remove(ANN, ref)).toMatchObject({
      number: 1905,
      text: expect.stringMatching(/still runs; cancel it first/) as string,
    });
    expect(await slow.scans.remove(eve, ref)).toMatchObject({ number: 5001 });
  });
});

describe('a store that fails', () => {
  it('without room tells whoever waits, loses nothing, and goes on when there is room', async () => {
    const { store } = await openHouse({ width: 0 });
    const full = new OpenGuardError('OG_STORE_FULL', 'the disk is full');
    const broken = await openHouse({
      store: { ...store, closeScan: () => Promise.reject(full) },
      script: [told('127.0.0.1')],
    });
    const started = await begin(broken, '127.0.0.1');
    expect(await started.done).toEqual({
      number: 999,
      text: 'The disk of the server is full; what was stored before is still there.',
    });
    expect(broken.surprises).toContain(full);
    expect(await ips(store, started.ref)).toEqual(['127.0.0.1']);
    await broken.jobs.stop(1000);
    const mended = await openHouse({ store });
    await mended.jobs.start();
    expect(await store.findScan('ann', started.ref as ScanReference)).toMatchObject({
      state: 'finished',
      hostsAlive: 1,
    });
  });
});
