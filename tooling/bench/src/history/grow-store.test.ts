import { createHistory, type History, type TrackedFinding } from '@openguard/service';
import { openSqliteStore } from '@openguard/storage';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { growStore } from './grow-store.js';
import { takeWeekIn } from './take-week-in.js';
import { blockOf, FIRST_ADDRESS } from './weekly-report.js';

const [HOSTS, TIMES, WEEKS, FINDINGS] = [5, 3, 12, 4];

const withStore = async <A>(directory: string, work: (history: History) => Promise<A>): Promise<A> => {
  const store = await openSqliteStore({ directory });
  if ((await store.findAccount('ann')) === undefined)
    await store.addAccount({
      ...{ name: 'ann', role: 'user', targets: '', domain: '', passwordHash: 'none', createdAt: 0 },
    });
  const history = createHistory({ store, account: 'ann', clock: () => 0, newId: () => 'none' });
  try {
    return await work(history);
  } finally {
    await store.close();
  }
};

const toldBy = async (history: History) => {
  const findings: TrackedFinding[] = [];
  for await (const one of history.findings({ fixed: true, information: true })) findings.push(one);
  const hosts = Array.from({ length: blockOf(HOSTS) * TIMES }, (_, host) => FIRST_ADDRESS + host);
  const events = await Promise.all(hosts.map((host) => history.eventsOf(host)));
  // Events name the report by what it holds, which is more where all hosts stand in it.
  return { findings, events: events.flat().map((event) => ({ ...event, report: '' })) };
};

it('a store that was grown tells what it would tell if all had been taken in', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'openguard-bench-grow-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const [grown, taken] = [join(folder, 'grown'), join(folder, 'taken')];
  await withStore(grown, async (history) => {
    for (let week = 0; week < WEEKS; week += 1)
      await takeWeekIn(history, { hosts: HOSTS, findings: FINDINGS }, week);
  });
  growStore(grown, HOSTS, TIMES);
  await withStore(taken, async (history) => {
    for (let week = 0; week < WEEKS; week += 1)
      await takeWeekIn(history, { hosts: HOSTS, findings: FINDINGS, blocks: TIMES }, week);
  });
  const [told, wanted] = [await withStore(grown, toldBy), await withStore(taken, toldBy)];
  expect(told.findings.length).toBeGreaterThan(HOSTS * TIMES * FINDINGS);
  expect(told).toEqual(wanted);
});
