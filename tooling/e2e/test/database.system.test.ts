// needs: postgres
import { startPostgres, type Postgres } from '@openguard/postgres';
import { existsSync, readFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openguardServer } from '../src/commands.js';
import { expectComplaint, expectDone, jsonOf } from '../src/expectations.js';
import { askAsAnn } from '../src/http.js';
import { sandbox } from '../src/sandbox.js';
import { startServer } from '../src/server.js';
import { ANN } from '../src/store.js';

let server: Postgres;

beforeEach(async () => {
  server = await startPostgres();
});
// The audit log outlives accounts, so that a database that was worked with is none to restore into.
afterEach(() => server.stop());

it('the commands work on PostgreSQL as on a file', async (context) => {
  const box = sandbox(context);
  const url = new URL(server.url);
  const environment = { PGPASSWORD: decodeURIComponent(url.password) };
  url.password = '';
  const run = (args: readonly string[], input = '') =>
    openguardServer(box, [...args, '--database', url.href], { environment, input });
  for (const command of [
    ['account', 'list'],
    ['backup', box.path('none.gz')],
    ['mail', 'list'],
  ])
    expectComplaint(
      await run(command),
      7,
      /there is no store in that database.*--database/,
      'openguard-server',
    );
  expect(existsSync(box.path('none.gz'))).toBe(false);
  const plain = box.write('plain.gz', 'no gzip at all');
  expectComplaint(await run(['restore', plain]), 5, /is no whole gzip/, 'openguard-server');
  const looked = await run(['doctor', '--engine', 'simulated', '--listen', '127.0.0.1:0']);
  expect(looked.stdout).toMatch(/^ok {4}store: there is none yet/m);
  expect(looked.stdout).toMatch(/^warn {2}keys: no key file is named/m);
  expect(await run(['migrate', '--check'])).toMatchObject({
    code: 1,
    stdout: expect.stringContaining('no store yet') as string,
  });
  expect(expectDone(await run(['migrate']))).toMatch(/brought to version \d+\n$/);
  expect(expectDone(await run(['migrate', '--check']))).toMatch(/nothing to do\n$/);
  const add = ['account', 'add', ANN.user, '--email', 'ann@example.org', '--password-stdin'];
  expectDone(await run(add, ANN.password));
  expectComplaint(
    await run(['account', 'add', 'bob', '--email', 'ANN@example.org', '--password-stdin'], ANN.password),
    2,
    /e-mail "ANN@example\.org" exists already/,
    'openguard-server',
  );
  expect(jsonOf(await run(['account', 'list', '--json']))).toMatchObject([
    { name: 'ann', email: 'ann@example.org' },
  ]);
  expect(expectDone(await run(['mail', 'list']))).toBe('');
  expect(expectDone(await run(['erase', '--older-than', '0']))).toBe('erased 0 reports\n');
  expect(expectDone(await run(['erase', '--account', 'ann', '--dry-run']))).toMatch(
    /^would erase the account ann/,
  );
  expectDone(await run(['account', 'erase', 'ann']));
  expect(expectDone(await run(['account', 'list']))).toBe('');
});

it('a store goes from a file to PostgreSQL and back, and its reports stay what they were', async (context) => {
  const box = sandbox(context);
  const url = new URL(server.url);
  const environment = { PGPASSWORD: decodeURIComponent(url.password) };
  url.password = '';
  const first = await startServer(box);
  await askAsAnn(first, '/msp/scan.php?ip=127.0.0.1-127.0.0.3&save_report=yes');
  const { body: list } = await askAsAnn(first, '/msp/scan_report_list.php');
  const [, ref = ''] = /<SCAN_REPORT ref="([^"]+)"/.exec(list) ?? [];
  const { body: report } = await askAsAnn(first, `/msp/scan_report.php?ref=${ref}`);
  await first.stop();
  const [one, two] = [box.path('one.gz'), box.path('two.gz')];
  const run = async (...args: readonly string[]) =>
    expectDone(await openguardServer(box, args, { environment }));
  await run('backup', one, '--data', first.data);
  await run('restore', one, '--database', url.href);
  await run('backup', two, '--database', url.href);
  expect(readFileSync(two).equals(readFileSync(one))).toBe(true);
  const data = box.path('back');
  await run('restore', two, '--data', data);
  const last = await startServer(box, { data });
  expect((await askAsAnn(last, '/msp/scan_report_list.php')).body).toBe(list);
  expect((await askAsAnn(last, `/msp/scan_report.php?ref=${ref}`)).body).toBe(report);
});
