import { DatabaseSync } from 'node:sqlite';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { openguardServer } from '../src/commands.js';
import { expectComplaint, expectDone, expectNoSecret } from '../src/expectations.js';
import { ask, askAsAnn, basic, postAsAnn } from '../src/http.js';
import { sandbox } from '../src/sandbox.js';
import { startServer } from '../src/server.js';
import { ANN } from '../src/store.js';
import { until } from '../src/waiting.js';

vi.setConfig({ testTimeout: 90_000 });

it('who asked for what, from where and when, and which log-ins were refused, can be read later', async (context) => {
  const box = sandbox(context);
  const server = await startServer(box);
  const audit = async (...args: readonly string[]) =>
    expectDone(await openguardServer(box, ['audit', '--data', server.data, ...args]));
  const entries = async (...args: readonly string[]) =>
    (await audit('--json', ...args))
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as Readonly<Record<string, string>>);

  await askAsAnn(server, '/msp/about.php');
  await askAsAnn(server, '/msp/scan_report_list.php');
  const scanned = await askAsAnn(server, '/msp/scan.php?ip=127.0.0.2&save_report=yes&scan_title=secret');
  const [, ref = ''] = /<SCAN value="([^"]+)"/.exec(scanned.body) ?? [];
  await askAsAnn(server, '/msp/scan.php?ip=192.0.2.1%1b%5B31m');
  await postAsAnn(server, '/msp/scan_report_delete.php', `ref=${ref}`);
  await postAsAnn(server, '/msp/enrollment.php', 'company=private&targetip=127.0.0.1');
  for (const [user, password] of [
    ['ann', 'wrong'],
    ['typed-a-passw0rd-here', 'x'],
  ] as const)
    await ask(server, '/msp/about.php', { headers: { authorization: basic({ user, password }) } });
  await until('all is written', async () => (await entries()).length >= 10);

  const told = (await entries()).map(({ account, address, action, subject, detail = '' }) => [
    account,
    address,
    action,
    subject,
    detail.replace(/ \(trace [0-9a-f]{32}\)$/, ''),
  ]);
  const ann = (action: string, subject: string, detail: string) => [
    'ann',
    '127.0.0.1',
    action,
    subject,
    detail,
  ];
  expect(told).toEqual([
    ann('scan', '127.0.0.2', 'asked'),
    ann('scan', '127.0.0.2', `done: ${ref}`),
    ann('scan', '192.0.2.1\u001b[31m', 'asked'),
    ann('scan', '192.0.2.1\u001b[31m', 'refused: 5000'),
    ann('scan_report_delete', ref, 'asked'),
    ann('scan_report_delete', ref, 'done'),
    ann('enrollment', '', 'asked'),
    ann('enrollment', '', 'refused: 2012'),
    ann('log-in refused', '', 'wrong password'),
    ['', '127.0.0.1', 'log-in refused', '', 'unknown user name'],
  ]);
  const text = await audit();
  expectNoSecret(text);
  expect(text).not.toMatch(/secret|private|passw0rd|\u001b/);
  expect(text.split('\n')[2]).toMatch(
    /^\d{4}-\d\d-\d\dT\S+Z\tann\t127\.0\.0\.1\tscan\t192\.0\.2\.1\?\[31m\tasked/,
  );

  expect(await entries('--account', 'bob')).toEqual([]);
  expect(await entries('--account', 'ann')).toHaveLength(9);
  expect(await entries('--to', '2020-01-01')).toEqual([]);
  expect(await entries('--from', '2020-01-01')).toHaveLength(10);
  const wrong = await openguardServer(box, ['audit', '--data', server.data, '--from', 'today']);
  expectComplaint(wrong, 2, /--from "today" is not a date such as 2026-01-31/, 'openguard-server');
});

it('what cannot be written down is not done', async (context) => {
  const server = await startServer(sandbox(context));
  expect((await askAsAnn(server, '/msp/about.php')).status).toBe(200);
  const database = new DatabaseSync(join(server.data, 'openguard.db'));
  database.exec('DROP TABLE audit');
  database.close();
  const { status, body } = await askAsAnn(server, `/msp/scan.php?ip=127.0.0.1&save_report=yes`);
  expect([status, body]).toEqual([500, expect.stringContaining('The store of the server failed')]);
  expect((await askAsAnn(server, '/msp/scan_report_list.php')).body).not.toContain('<SCAN_REPORT ref');
  expect(ANN.user).toBe('ann');
});
