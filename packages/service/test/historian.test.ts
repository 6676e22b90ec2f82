import type { DocumentItem, HostReport, Scan } from '@openguard/model';
import { readDocument, writeScan } from '@openguard/reports';
import { parseTargetList } from '@openguard/targets';
import { expect, it } from 'vitest';
import { createHistory, type History, type TrackedFinding } from '../src/index.js';
import { ANN, ended, freshStore, NOW, openHouse, until, type House } from './house.js';

const FINDING = { section: 'vuln', cve: [], category: 'ftp', rule: 'data' } as const;

const host: HostReport = {
  ip: '127.0.0.1',
  name: 'gate.example',
  findings: [
    {
      ...FINDING,
      id: 'ftp_anonymous',
      title: 'A <b>title</b>',
      severity: 3,
      port: 21,
      protocol: 'tcp',
      result: '230 ok',
    },
    { ...FINDING, id: 'scan_tcp', section: 'service', title: 'Ports', result: 'Port\n21' },
  ],
  coverage: { tcp: '1-65535', udp: '', checks: ['ftp_anonymous'], gaps: [] },
};

const scanned = async (house: House, save = true): Promise<Scan> => {
  const targets = parseTargetList('127.0.0.1');
  if (targets._tag === 'Left') throw new Error(targets.left.tag);
  return ended(await house.scans.start(ANN, { targets: targets.right, save }));
};

const historyOf = (store: House['store'], account = 'ann'): History =>
  createHistory({ store, account, clock: () => NOW, newId: () => 'x' });

const told = async (history: History): Promise<readonly TrackedFinding[]> => {
  const found: TrackedFinding[] = [];
  for await (const finding of history.findings({ information: true })) found.push(finding);
  return found;
};

async function* written(scan: Scan): AsyncGenerator<Uint8Array> {
  async function* hosts(): AsyncGenerator<HostReport> {
    yield await Promise.resolve(host);
  }
  for await (const piece of writeScan(scan, hosts())) yield Buffer.from(piece);
}

const SCRIPT = [{ kind: 'host', host }] as const;

it('a saved scan is taken into the history of its account when it has ended', async () => {
  const house = await openHouse({ script: SCRIPT });
  await house.jobs.start();
  const { ref } = await scanned(house);
  await until(async () => (await told(historyOf(house.store))).length > 0);
  expect(await told(historyOf(house.store))).toMatchObject([
    { ip: '127.0.0.1', id: 'ftp_anonymous', state: 'new', title: 'A <b>title</b>', port: 21 },
  ]);
  await until(async () => (await house.store.scansToTake(9)).length === 0);
  expect(house.log).toContain(`${ref}: taken into the history`);
  await scanned(house, false);
  expect(await house.store.scansToTake(9)).toEqual([]);
  expect(house.surprises).toEqual([]);
});

it('a scan whose server was killed before it was taken in is taken in by the next, once', async () => {
  const store = await freshStore();
  // Nobody has started the first: it closes scans, and takes nothing in.
  const killed = await openHouse({ store, script: SCRIPT });
  const { ref } = await scanned(killed);
  expect(await told(historyOf(store))).toEqual([]);
  for (let start = 0; start < 2; start += 1) {
    const next = await openHouse({ store });
    await next.jobs.start();
    await until(async () => (await store.scansToTake(9)).length === 0);
    await next.jobs.stop(1000);
  }
  expect(await told(historyOf(store))).toMatchObject([{ timesFound: 1, state: 'new' }]);
  expect(await store.takenReports('ann')).toMatchObject([{ ref, origin: 'scan', complete: true }]);
});

it('a scan and its report tell the same history, and count as one scan', async () => {
  const house = await openHouse({ script: SCRIPT });
  await house.jobs.start();
  const scan = await scanned(house);
  await until(async () => (await house.store.scansToTake(9)).length === 0);
  await house.store.addAccount({ ...ANN, name: 'eve' });
  const report = {
    source: 'report.xml',
    read: async function* (): AsyncGenerator<DocumentItem> {
      for await (const item of readDocument(written(scan))) {
        if (item._tag === 'Left') throw new Error(item.left.tag);
        yield item.right;
      }
    },
  };
  await historyOf(house.store, 'eve').takeIn(report);
  expect(await told(historyOf(house.store, 'eve'))).toEqual(await told(historyOf(house.store)));
  await historyOf(house.store).takeIn(report);
  expect(await told(historyOf(house.store, 'eve'))).toEqual(await told(historyOf(house.store)));
});
