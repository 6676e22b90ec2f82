import { afterEach, beforeEach, expect, it } from 'vitest';
import { createHistory, createUpkeep, forgetHosts } from '../src/index.js';
import { madeReport, WEEK, weekAt, type MadeHost } from './history-reports.js';
import { freshStore } from './house.js';

const fail = (): never => {
  throw new Error('not expected');
};

const hostAt = (last: number): MadeHost => ({
  ip: `192.0.2.${last}`,
  checks: ['ftp_anonymous'],
  findings: [{ id: 'ftp_anonymous', port: 21 }],
});

let store: Awaited<ReturnType<typeof freshStore>>;

const knownTo = async (account: string): Promise<readonly string[]> => {
  const history = createHistory({ store, account, clock: () => weekAt(9), newId: fail });
  const found: string[] = [];
  for await (const { ip } of history.findings({})) found.push(ip);
  return found;
};

beforeEach(async () => {
  store = await freshStore();
  const history = createHistory({ store, account: 'ann', clock: () => weekAt(9), newId: fail });
  const many = Array.from({ length: 150 }, (_, index) => hostAt(index));
  await history.takeIn(madeReport(1, many));
  await history.takeIn(madeReport(3, [hostAt(7), hostAt(8)]));
});

afterEach(() => store.close());

it('the history of a host goes when no scan has looked at it for so long, and no sooner', async () => {
  const told: unknown[] = [];
  let now = weekAt(2);
  const upkeep = createUpkeep({
    store,
    clock: () => now,
    keepMs: WEEK,
    expiryMs: WEEK,
    erased: (...counts) => told.push(counts),
    note: fail,
    unexpected: fail,
  });
  await upkeep.once();
  expect([told, (await knownTo('ann')).length]).toEqual([[], 150]);
  now += 1;
  await upkeep.once();
  expect(told).toEqual([[0, 148]]);
  expect(await knownTo('ann')).toEqual(['192.0.2.7', '192.0.2.8']);
  await upkeep.once();
  expect(told).toHaveLength(1);
});

it('hosts are forgotten of one account alone, and only counted when that is asked for', async () => {
  expect(await forgetHosts({ store, before: weekAt(2), dry: true })).toBe(148);
  expect(await forgetHosts({ store, before: weekAt(2), account: 'nobody' })).toBe(0);
  expect(await knownTo('ann')).toHaveLength(150);
  expect(await forgetHosts({ store, before: weekAt(2), account: 'ann' })).toBe(148);
  expect(await forgetHosts({ store, before: weekAt(9) })).toBe(2);
  expect(await knownTo('ann')).toEqual([]);
});
