import { readLetter, startMailServer } from '@openguard/mail-server';
import { openSqliteStore } from '@openguard/storage';
import { createHmac } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { expect, it, vi } from 'vitest';
import { openguard, openguardServer } from '../src/commands.js';
import { expectComplaint, expectDone, jsonOf } from '../src/expectations.js';
import { sandbox } from '../src/sandbox.js';
import { startServer } from '../src/server.js';
import { storeWithAnn } from '../src/store.js';
import { until } from '../src/waiting.js';

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
  expectComplaint(
    await schedule(...added, '--cron', '0 3 * *'),
    2,
    /schedule cannot be: cron has five fields/,
    'openguard-server',
  );
  expectComplaint(
    await schedule(...added, '--cron', '0 3 * * 1', '--option', 'deep'),
    2,
    /profile "deep"; this server has: standard, light/,
    'openguard-server',
  );
  expectComplaint(
    await schedule('pause', 'none'),
    2,
    /no schedule with the id "none"; see/,
    'openguard-server',
  );
  expectComplaint(
    await schedule('list', '--account', 'nobody'),
    2,
    /no account "nobody"/,
    'openguard-server',
  );
  expect(
    expectDone(
      await schedule(
        ...added,
        '--cron',
        '0 3 * * 1',
        '--zone',
        'Europe/Berlin',
        '--title',
        'Weekly',
        '--exclude',
        '127.0.0.9',
      ),
    ),
  ).toMatch(/^[0-9a-f]{8}: due first at \d{4}-.*Z\n$/);

  const store = await openSqliteStore({ directory: data });
  const [seen] = await store.listSchedules();
  if (seen === undefined) throw new Error('it was not added');
  expectDone(await schedule('pause', seen.id));
  expect(expectDone(await schedule('list'))).toMatch(
    /\tWeekly\t.*\t127\.0\.0\.1-127\.0\.0\.3 without 127\.0\.0\.9\tpaused\t/,
  );
  expectDone(await schedule('resume', seen.id));
  const [resumed = seen] = await store.listSchedules();
  await store.updateSchedule({ ...resumed, nextAt: Date.now() - 1000 }, resumed);
  await store.close();

  const server = await startServer(box, { data });
  const rows = async () => jsonOf(await schedule('list', '--json')) as readonly Row[];
  await vi.waitUntil(async () => (await rows())[0]?.lastOutcome === 'finished', {
    timeout: 20_000,
    interval: 200,
  });
  await server.stop();
  const audit = expectDone(await openguardServer(box, ['audit', '--json', '--data', data]));
  expect(audit).toMatch(/"action":"scheduled scan","subject":"127\.0\.0\.1-127\.0\.0\.3","detail":"scan\//);
  expectDone(await schedule('remove', seen.id));
  expect(await rows()).toEqual([]);
});

it('whoever wants to know what is new gets one letter for a scan, and so does a webhook', async (context) => {
  const box = sandbox(context);
  const mail = await startMailServer();
  box.atEnd(() => mail.stop());
  const data = await storeWithAnn(box);
  const own = (...args: readonly string[]) => openguardServer(box, [...args, '--data', data]);
  const told = ['notify', 'add', '--account', 'ann', '--mail', 'security@mill.example'];
  expectComplaint(await own(...told, '--severity', '6'), 2, /1 to 5/, 'openguard-server');
  const id = expectDone(await own(...told, '--severity', '3')).trim();
  expect(jsonOf(await own('notify', 'list', '--json'))).toMatchObject([{ id, severity: 3 }]);
  const bodies: string[] = [];
  const hook = createServer((request, response) => {
    const { 'openguard-signature': signature, 'openguard-timestamp': time } = request.headers;
    void text(request).then((body) => {
      bodies.push(`${String(signature)} ${String(time)} ${body}`);
      response.end();
    });
  });
  await new Promise<void>((resolve) => hook.listen(0, '127.0.0.1', resolve));
  box.atEnd(() => hook.close());
  const { port } = hook.address() as AddressInfo;
  const address = ['--account', 'ann', '--webhook', `http://127.0.0.1:${port}/token?key=secret`];
  expectComplaint(await own('notify', 'add', ...address, '--mail', 'x'), 2, /--mail or/, 'openguard-server');
  const [hookId = '', secret = ''] = expectDone(await own('notify', 'add', ...address))
    .trim()
    .split('\nsecret: ');
  expect(expectDone(await own('notify', 'test', hookId))).toMatch(/took the test/);
  expectComplaint(await own('notify', 'add', ...address), 2, /already, from severity 4/, 'openguard-server');
  const listed = expectDone(await own('notify', 'list'));
  expect(listed).toContain(`\thttp://127.0.0.1:${port}/…\t`);
  expect(listed).not.toMatch(/token|secret/);
  const gone = ['--account', 'ann', '--webhook', 'http://127.0.0.1:9/'];
  const [goneId = ''] = expectDone(await own('notify', 'add', ...gone)).split('\n');
  expectComplaint(await own('notify', 'test', goneId), 4, /webhook does not work/, 'openguard-server');
  expectDone(await own('notify', 'remove', goneId));
  expectComplaint(await own('notify', 'test', id), 2, /no webhook/, 'openguard-server');
  const smtp = [
    '--webhooks',
    '--smtp',
    `smtp://127.0.0.1:${mail.port}`,
    '--mail-from',
    'OpenGuard <noreply@office.example>',
  ];
  const server = await startServer(box, { data, args: ['--log', 'text', ...smtp] });
  expectDone(
    await openguard(box, server, ['scan', '127.0.0.1-127.0.0.9', '--save', '--json', '-o', 'a.xml']),
  );
  await until('the letter is there', () => mail.letters.length > 0);
  const { headers, text: words } = readLetter(mail.letters[0]?.raw ?? '');
  expect(headers.get('to')).toContain('security@mill.example');
  expect(words).toMatch(/^ {2}new +severity 4 {2}127\.0\.0\.2:80\/tcp {2}.*\(http-git\)$/m);
  expect(words).toMatch(/simulated scan/);
  await until('the webhook was told', () => bodies.length > 1);
  const [tested, posted = ''] = bodies;
  expect(tested).toMatch(/ \{"event":"test","account":"ann"\}$/);
  const [signature, time, body = ''] = posted.split(/ (\d+) (.*)/s);
  expect(signature).toBe(`sha256=${createHmac('sha256', secret).update(`${time}.${body}`).digest('hex')}`);
  expect(JSON.parse(body)).toMatchObject({ event: 'new-findings', simulated: true, severity: 4, total: 1 });
  // The same once more has nothing new.
  expectDone(
    await openguard(box, server, ['scan', '127.0.0.1-127.0.0.9', '--save', '--json', '-o', 'b.xml']),
  );
  await until('it was taken in', () => /00002: taken into the history/.test(server.process.stderr()));
  await server.stop();
  expect([mail.letters.length, bodies.length]).toEqual([1, 2]);
  expectDone(await own('notify', 'remove', id));
});
