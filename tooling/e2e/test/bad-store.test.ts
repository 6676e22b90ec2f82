import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it, vi } from 'vitest';
import { openguard, openguardServer, startOpenguard } from '../src/commands.js';
import { expectComplaint, expectDone } from '../src/expectations.js';
import { ask, askAsAnn } from '../src/http.js';
import { faultOf } from '../src/judge.js';
import { sandbox } from '../src/sandbox.js';
import { startServer, type Server } from '../src/server.js';
import { until } from '../src/waiting.js';

vi.setConfig({ testTimeout: 90_000 });

const REF = 'scan/1577934245.00001';
const SCANNED = 'ip=127.0.0.1-127.0.0.9&save_report=yes';

/** Opens the store once the server has written all that it had to write. */
const openStore = async (server: Server): Promise<DatabaseSync> => {
  await until('the scan is in the history', () =>
    server.process.stderr().includes(`${REF}: taken into the history`),
  );
  return new DatabaseSync(join(server.data, 'openguard.db'), { timeout: 5000 });
};

/** A refusal that says that the store failed, and nothing of where it lies or what is in it. */
const expectSilence = async (server: Server, path: string): Promise<void> => {
  const { status, headers, body } = await askAsAnn(server, path);
  const type = 'text/xml; charset=UTF-8';
  expect([path, status, headers['content-type']]).toEqual([path, 500, type]);
  expect(body).toContain('>The store of the server failed; its log says why.<');
  expect(body).toContain('number="999"');
  expect([path, await faultOf(server, body)]).toEqual([path, undefined]);
  for (const inside of [server.box.root, 'openguard.db', 'record', '.js:', 'OG_']) {
    expect([path, inside, body.includes(inside)]).toEqual([path, inside, false]);
  }
};

const complaints = (server: Server, words: RegExp): readonly string[] =>
  server.process
    .stderr()
    .split('\n')
    .filter((line) => words.test(line));

describe.concurrent('a store that is damaged', () => {
  it.for<[string, string, readonly string[]]>([
    [
      'in its scans',
      `UPDATE job SET record = json_remove(record, '$.title')`,
      ['/msp/scan_report_list.php', `/msp/scan_report.php?ref=${REF}`],
    ],
    ['in its hosts', `UPDATE host SET record = '{'`, [`/msp/scan_report.php?ref=${REF}&target=127.0.0.3`]],
    [
      'in its accounts',
      `UPDATE account SET record = json_set(record, '$.role', 'root')`,
      ['/msp/about.php', '/msp/scan.php?ip=127.0.0.1', '/msp/scan_report_list.php', '/msp/nonsense.php'],
    ],
    ['in its counter', 'DELETE FROM meta', ['/msp/scan.php?ip=127.0.0.1']],
  ])('%s tells callers nothing of itself, and the log everything', async ([, damage, paths], context) => {
    const box = sandbox(context);
    const server = await startServer(box);
    await askAsAnn(server, `/msp/scan.php?${SCANNED}`);
    const database = await openStore(server);
    database.exec(damage);
    database.close();
    for (const path of paths) await expectSilence(server, path);
    expect(complaints(server, /openguard\.db cannot /).length).toBeGreaterThan(0);
    expect(server.process.stderr()).not.toMatch(/\bat .*\.js:\d|node:internal/);
  });

  it('breaks off a report that has begun, and says so in the log', async (context) => {
    const box = sandbox(context);
    const server = await startServer(box);
    await askAsAnn(server, `/msp/scan.php?${SCANNED}`);
    const database = await openStore(server);
    // As if it were of an older version, which kept no written bytes.
    const last = 'address = (SELECT max(address) FROM host)';
    database.exec(`UPDATE host SET written = 0, record = '{' WHERE ${last}`);
    database.close();
    const refused = await openguard(box, server, ['report', REF, '-o', 'report.xml']);
    expectComplaint(refused, 5, /broke off|cut off/);
    expect(complaints(server, /host 127\.0\.0\.\d of scan\/\S+ *: its record is damaged/)).toHaveLength(1);
  });
});

const REMOVED = /was removed or replaced while it was open/;

describe.concurrent('a data directory that is removed under its server', () => {
  it('has each request refused, which is said once', async (context) => {
    const box = sandbox(context);
    const server = await startServer(box);
    expect((await askAsAnn(server, '/msp/about.php')).status).toBe(200);
    rmSync(server.data, { recursive: true });
    const scan = ['scan', '127.0.0.1', '--save', '-o', 'report.xml'];
    expectComplaint(await openguard(box, server, scan), 3, /The store of the server failed/);
    for (const path of ['/msp/scan.php?ip=127.0.0.1', '/msp/scan_report_list.php']) {
      await expectSilence(server, path);
    }
    // A new store at the same place is not taken for the old one: its accounts are others.
    const args = ['account', 'add', 'bob', '--role', 'user', '--password-stdin', '--data', server.data];
    expectDone(await openguardServer(box, args, { input: 'long enough' }));
    await expectSilence(server, '/msp/about.php');
    expect(complaints(server, REMOVED)).toHaveLength(1);
    expect((await ask(server, '/scan-1.dtd')).status).toBe(200);
    expect(await server.stop()).toMatchObject({ code: 0 });
  });

  it('ends a scan that is under way as failed', async (context) => {
    const box = sandbox(context);
    const hosts = Array.from({ length: 4000 }, (_, index) => ({
      ip: `127.1.${index >> 8}.${index & 255}`,
      services: [{ port: 80, service: 'http' }],
    }));
    const server = await startServer(box, { estate: box.write('estate.json', JSON.stringify({ hosts })) });
    const args = ['scan', '127.1.0.0-127.1.15.255', '--save', '-o', 'report.xml'];
    const scan = startOpenguard(box, server, args);
    await until('the scan runs', () => server.process.stderr().includes('asks for a scan'));
    rmSync(server.data, { recursive: true });
    expectComplaint(await scan.ended, 6, /The store of the server failed/);
    expect(complaints(server, REMOVED)).toHaveLength(1);
  });
});

it('a mistyped --data is refused by whoever works on a store that is there, and none is made', async (context) => {
  const box = sandbox(context);
  const data = ['--data', box.path('mistyped')];
  const commands = [
    ['account', 'list'],
    ['audit'],
    ['backup', '-'],
    ['keys', 'list'],
    ['keys', 'rotate'],
    ['kb', 'show'],
    ['notify', 'list'],
    ['schedule', 'list'],
  ];
  for (const command of commands)
    expectComplaint(
      await openguardServer(box, [...command, ...data]),
      7,
      /there is no store in .*mistyped; correct --data/,
      'openguard-server',
    );
  expect(existsSync(box.path('mistyped'))).toBe(false);
});
