import { OpenGuardError } from '@openguard/errors';
import type { HostReport, ScanReference } from '@openguard/model';
import type { Store } from '@openguard/storage';
import { parseTargetList, type TargetList } from '@openguard/targets';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { RunningScan } from '../src/index.js';
import { ANN, ended, freshStore, ips, openHouse, until, type House } from './house.js';
import { host, scriptedEngine } from './scripted-engine.js';

const list = (text: string): TargetList => {
  const parsed = parseTargetList(text);
  if (parsed._tag === 'Left') throw new Error(parsed.left.tag);
  return parsed.right;
};

const begin = async ({ scans }: House, targets: string, save = true): Promise<RunningScan> => {
  const started = await scans.start(ANN, { targets: list(targets), save });
  if ('number' in started) throw new Error(started.text);
  return started;
};

const told = (ip: string) => ({ kind: 'host', host: host(ip) }) as const;
const HOSTS = ['127.0.0.1', '127.0.0.2', '127.0.0.3'];
const ALL = '127.0.0.1-127.0.0.3';

const hostsOf = async ({ store }: House, ref: RunningScan['ref']): Promise<readonly HostReport[]> => {
  const found: HostReport[] = [];
  for await (const one of store.hostsOf(ref as ScanReference)) found.push(one);
  return found;
};

describe('a server that ends', () => {
  it('when told to, hands back what runs, tells who waits, and goes on at the next start', async () => {
    const store = await freshStore();
    const first = await openHouse({ store, script: [told('127.0.0.1'), 'pause'] });
    const saved = await begin(first, ALL);
    const unsaved = await begin(first, '127.0.0.9', false);
    await until(async () => (await ips(store, saved.ref)).length === 1);
    await first.jobs.stop(5000);
    expect(first.jobs.isStopping()).toBe(true);
    expect(await saved.done).toMatchObject({
      number: 999,
      text: expect.stringMatching(/goes on when it runs again/) as string,
    });
    expect(await unsaved.done).toMatchObject({
      text: expect.stringMatching(/within 60 seconds/) as string,
    });
    expect(await store.batchesOf(saved.ref)).toMatchObject([{ state: 'open', attempts: 0 }]);

    const second = await openHouse({ store, script: HOSTS.map(told) });
    await second.jobs.start();
    const again = await second.scans.join(ANN, saved.ref as ScanReference);
    expect(await ended(again)).toMatchObject({ state: 'finished', hostsAlive: 3 });
    // Nothing was cut off without a word, so nothing is marked as tried again.
    expect((await hostsOf(second, saved.ref)).map(({ coverage }) => coverage.attempt)).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('without a word leaves hosts that stay, and others that run again and say so', async () => {
    const store = await freshStore();
    const dead = await openHouse({ store, width: 0 });
    const { ref } = await begin(dead, ALL);
    await store.beginBatch(ref, 0);
    await store.putHost({ ref, batch: 0 }, host('127.0.0.2'), Buffer.from('<IP value="127.0.0.2"/>'));

    const asked: string[] = [];
    const engine = scriptedEngine(HOSTS.map(told));
    const house = await openHouse({
      store,
      engine: {
        ...engine,
        scan: (request, signal) => {
          asked.push(JSON.stringify(request.targets));
          return engine.scan(request, signal);
        },
      },
    });
    const scan = await ended(
      await house.scans.join(ANN, ref as ScanReference).finally(() => house.jobs.start()),
    );
    expect(scan).toMatchObject({ state: 'finished', hostsAlive: 3 });
    expect((await hostsOf(house, ref)).map(({ ip, coverage }) => [ip, coverage.attempt])).toEqual([
      ['127.0.0.1', 2],
      ['127.0.0.2', undefined],
      ['127.0.0.3', 2],
    ]);
    expect(asked).toHaveLength(1);
  });

  it('each time that a part is begun has it given up, and the scan is interrupted', async () => {
    const store = await freshStore();
    const dead = await openHouse({ store, engine: scriptedEngine([], 2), width: 0 });
    const { ref } = await begin(dead, ALL);
    for (let times = 0; times < 3; times += 1) await store.beginBatch(ref, 1);
    const house = await openHouse({ store, script: HOSTS.map(told) });
    await house.jobs.start();
    expect(await ended(await house.scans.join(ANN, ref as ScanReference))).toMatchObject({
      state: 'interrupted',
      hostsAlive: 2,
      notScanned: '127.0.0.3',
      failure: expect.stringMatching(/^Given up: .* begun 3 times/) as string,
    });
  });

  it('after the last part and before the end leaves a scan that is closed by the next', async () => {
    const store = await freshStore();
    const dead = await openHouse({ store, width: 0 });
    const { ref } = await begin(dead, '127.0.0.1');
    await store.beginBatch(ref, 0);
    await store.endBatch(ref, 0, { state: 'done', notAlive: '127.0.0.1' });
    await (await openHouse({ store, width: 0 })).jobs.start();
    expect(await store.findJob(ref)).toMatchObject({ state: 'finished', notAlive: '127.0.0.1' });
  });

  it('after it was told to stop a scan, too', async () => {
    const store = await freshStore();
    const dead = await openHouse({ store, width: 0 });
    const { ref } = await begin(dead, '127.0.0.1');
    await store.stopJob('ann', ref, 'Enough.');
    await (await openHouse({ store, width: 0 })).jobs.start();
    expect(await store.findJob(ref)).toMatchObject({
      state: 'interrupted',
      failure: 'Enough.',
      saved: true,
    });
  });
});

describe('a worker that comes late', () => {
  it('changes nothing of what has ended', async () => {
    const store = await freshStore();
    const house = await openHouse({ store, script: [told('127.0.0.1'), 'pause'] });
    const { ref, done } = await begin(house, ALL);
    await until(async () => (await ips(store, ref)).length === 1);
    const other = await openHouse({ store, width: 0 });
    await other.jobs.cancel('ann', ref);
    const report = await done;
    await store.putHost({ ref, batch: 0 }, host('127.0.0.3'), new Uint8Array());
    expect(await ips(store, ref)).toEqual(['127.0.0.1']);
    expect(await store.findJob(ref)).toEqual(report);
  });
});

describe('whoever waits elsewhere', () => {
  it('learns of the end and of progress through the store', async () => {
    const store = await freshStore();
    const web = await openHouse({ store, width: 0 });
    const started = await begin(web, ALL);
    await store.beginBatch(started.ref, 0);
    await store.noteProgress(started.ref, 0, 0.5, 90);
    expect(started.secondsLeft()).toBeUndefined();
    await until(() => started.progress() === 0.5);
    const left = started.secondsLeft() ?? 0;
    expect([left <= 90, left > 60]).toEqual([true, true]);
    await until(() => (started.secondsLeft() ?? 0) < left);
    const worker = await openHouse({ store, script: HOSTS.map(told) });
    await worker.jobs.start();
    expect(await ended(started)).toMatchObject({ state: 'finished' });
  });

  it('finds what the worker foretells in the store', async () => {
    const house = await openHouse({ script: [{ kind: 'progress', done: 0.25, left: 90 }, 'pause'] });
    await house.jobs.start();
    const { ref } = await begin(house, ALL);
    await until(async () => {
      const [standing] = await house.store.standing([ref]);
      return standing?.progress === 0.25 && standing.secondsLeft === 90;
    });
  });

  it('is told when the job is gone', async () => {
    const house = await openHouse({ width: 0 });
    const { ref, done } = await begin(house, ALL);
    await house.store.removeScan('ann', ref as ScanReference);
    expect(await done).toMatchObject({ number: 5001 });
  });
});

describe('a scan that is not saved', () => {
  const grace = async () => {
    const store = await freshStore();
    let now = Date.now();
    const options = { store, now: () => now, graceMs: 60_000 };
    return { store, options, pass: (ms: number) => void (now += ms) };
  };

  it('lives on for those who come back in time, and is stopped and forgotten otherwise', async () => {
    const { store, options, pass } = await grace();
    const house = await openHouse({ ...options, script: ['pause'] });
    const started = await begin(house, ALL, false);
    started.leave();
    pass(50_000);
    await (await openHouse({ ...options, width: 0 })).jobs.start();
    expect(await store.findJob(started.ref)).toMatchObject({ state: 'running' });
    const back = await house.scans.join(ANN, started.ref as ScanReference);
    if ('number' in back) throw new Error(back.text);
    pass(50_000);
    await house.jobs.start();
    expect(await store.findJob(started.ref)).toMatchObject({ state: 'running' });
    back.leave();
    pass(61_000);
    const sweeping = await openHouse({ ...options, width: 0 });
    await sweeping.jobs.start();
    expect(sweeping.log).toEqual([
      `${started.ref}: nobody came back for it; it is stopped`,
      expect.stringMatching(/: interrupted: Nobody waited for the scan any more/) as unknown,
    ]);
    pass(61_000);
    await (await openHouse({ ...options, width: 0 })).jobs.start();
    expect(await store.findJob(started.ref)).toBeUndefined();
  });

  it('is kept for those whom the end of a server has cut off, however long that was away', async () => {
    const { store, options, pass } = await grace();
    const house = await openHouse({ ...options, script: [told('127.0.0.1')] });
    const started = await begin(house, '127.0.0.1', false);
    await ended(started);
    started.leave();
    pass(3_600_000);
    const again = await openHouse({ ...options, width: 0 });
    await again.jobs.expectBack();
    await again.jobs.start();
    expect(await store.findJob(started.ref)).toMatchObject({ state: 'finished' });
    pass(61_000);
    await (await openHouse({ ...options, width: 0 })).jobs.start();
    expect(await store.findJob(started.ref)).toBeUndefined();
  });
});

it('whoever asks while the store is slow is not told that the job is gone', async () => {
  const store = await freshStore();
  const slow: Store = {
    ...store,
    addScan: async (scan, batches) => {
      await delay(1500);
      await store.addScan(scan, batches);
    },
  };
  const house = await openHouse({ store: slow, script: HOSTS.map(told) });
  expect(await ended(await begin(house, ALL))).toMatchObject({ state: 'finished', hostsAlive: 3 });
});

it('a part that is stored whole is no part that is given up, however often its worker has ended', async () => {
  const store = await freshStore();
  const started = await begin(await openHouse({ store, width: 0 }), ALL);
  for (const ip of HOSTS)
    await store.putHost({ ref: started.ref, batch: 0 }, host(ip), Buffer.from(`<IP value="${ip}"/>`));
  for (let attempt = 0; attempt < 3; attempt += 1) await store.beginBatch(started.ref, 0);
  const house = await openHouse({ store });
  await house.jobs.start();
  expect(await ended(started)).toMatchObject({ state: 'finished', hostsAlive: 3, notScanned: '' });
});

it('a worker leaves out what lies beyond its own scope, and the report says so', async () => {
  const store = await freshStore();
  const house = await openHouse({ store, width: 0 });
  const started = await begin(house, ALL);
  const scope = list('127.0.0.1,127.0.0.3').addresses;
  const worker = await openHouse({ store, scope, script: HOSTS.map(told) });
  await worker.jobs.start();
  const scan = await ended(started);
  expect(await ips(store, started.ref)).toEqual(['127.0.0.1', '127.0.0.3']);
  expect(scan).toMatchObject({
    state: 'interrupted',
    notScanned: '127.0.0.2',
    failure: 'Outside the scope of the worker: 127.0.0.2.',
  });
});

describe('accounts', () => {
  it('take turns, however much one of them asks for', async () => {
    const store = await freshStore();
    const bob = { ...ANN, name: 'bob' };
    await store.addAccount(bob);
    const order: string[] = [];
    const engine = scriptedEngine([], 1);
    const house = await openHouse({
      store,
      width: 1,
      engine: {
        ...engine,
        scan: async function* ({ targets }) {
          order.push(String(targets[0]?.first));
          yield await Promise.resolve({ kind: 'not-alive', addresses: targets } as const);
        },
      },
    });
    const ann = await begin(house, '127.0.0.1-127.0.0.6');
    const started = await house.scans.start(bob, { targets: list('127.0.0.200') });
    await ended(started);
    expect(order.indexOf(String(0x7f0000c8))).toBeLessThan(3);
    expect(await ended(ann)).toMatchObject({ state: 'finished' });
  });
});

it('a store that does not answer for a moment costs an attempt, and no host', async () => {
  const store = await freshStore();
  let failures = 1;
  const house = await openHouse({
    store: {
      ...store,
      putHost: (key, found, written) =>
        found.ip === '127.0.0.2' && failures-- > 0
          ? Promise.reject(new OpenGuardError('OG_STORE_FAILED', 'the connection is lost'))
          : store.putHost(key, found, written),
    },
    script: HOSTS.map(told),
  });
  const started = await begin(house, ALL);
  await until(() => house.surprises.length === 1);
  await house.jobs.start();
  expect(await ended(started)).toMatchObject({ state: 'finished', hostsAlive: 3 });
  expect((await hostsOf(house, started.ref)).map(({ coverage }) => coverage.attempt)).toEqual([
    undefined,
    2,
    2,
  ]);
});
