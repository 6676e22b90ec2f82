import { openSqliteStore } from '@openguard/storage';
import { expect, it, vi } from 'vitest';
import { openguardServer } from '../src/commands.js';
import { expectComplaint, expectDone, jsonOf } from '../src/expectations.js';
import { sandbox } from '../src/sandbox.js';
import { startServer } from '../src/server.js';
import { storeWithAnn } from '../src/store.js';

vi.setConfig({ testTimeout: 60_000 });

interface Row {
  readonly id: string;
  readonly lastRef?: string;
  readonly lastOutcome?: string;
}

it('a scan that recurs is begun by a server when it is due, and told by the command', async (context) => {
  const box = sandbox(context);
  const data = await storeWithAnn(box);
  const schedule = (...args: readonly string[]) =>
    openguardServer(box, ['schedule', ...args, '--data', data]);
  const added = ['add', '--account', 'ann', '--targetip', '127.0.0.1-127.0.0.3'];
  expectComplaint(await schedule(...added), 2, /--cron/, 'openguard-server');
  expectComplaint(await schedule(...added, '--cron', '0 3 * *'), 2, /schedule cannot be/, 'openguard-server');
  expectComplaint(await schedule('pause', 'none'), 2, /none with the id/, 'openguard-server');
  expect(
    expectDone(
      await schedule(...added, '--cron', '0 3 * * 1', '--zone', 'Europe/Berlin', '--title', 'Weekly'),
    ),
  ).toMatch(/^[0-9a-f]{8}: due first at \d{4}-.*Z\n$/);

  const store = await openSqliteStore({ directory: data });
  const [seen] = await store.listSchedules();
  if (seen === undefined) throw new Error('it was not added');
  expectDone(await schedule('pause', seen.id));
  expect(expectDone(await schedule('list'))).toMatch(/\tpaused\t/);
  expectDone(await schedule('resume', seen.id));
  const [resumed = seen] = await store.listSchedules();
  await store.updateSchedule({ ...resumed, nextAt: Date.now() - 1000 }, resumed);
  await store.close();

  const server = await startServer(box, { data });
  const rows = async () => jsonOf(await schedule('list', '--json')) as readonly Row[];
  await vi.waitUntil(async () => (await rows())[0]?.lastOutcome === 'begun', {
    timeout: 20_000,
    interval: 200,
  });
  await server.stop();
  const audit = expectDone(await openguardServer(box, ['audit', '--json', '--data', data]));
  expect(audit).toMatch(/"action":"scheduled scan","subject":"127\.0\.0\.1-127\.0\.0\.3","detail":"scan\//);
  expectDone(await schedule('remove', seen.id));
  expect(await rows()).toEqual([]);
});
