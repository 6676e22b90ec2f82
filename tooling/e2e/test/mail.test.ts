import { readLetter, startMailServer, type MailServer, type MailServerOptions } from '@openguard/mail-server';
import { enrollment, map, scan } from '@openguard/protocol';
import { readdirSync, statSync } from 'node:fs';
import { describe, expect, it, vi } from 'vitest';
import { clientOf, itemsOf, ofKind } from '../src/client.js';
import { openguardServer, type Caller } from '../src/commands.js';
import { enroll, formOf, storeWithOffice } from '../src/enrollment-form.js';
import { expectComplaint, expectDone, jsonOf } from '../src/expectations.js';
import { ask, basic } from '../src/http.js';
import { faultOf } from '../src/judge.js';
import { sandbox, type Sandbox } from '../src/sandbox.js';
import { startServer, type Server } from '../src/server.js';
import { until } from '../src/waiting.js';

vi.setConfig({ testTimeout: 90_000 });

const POSTMASTER = { user: 'post@office', password: 'return to sender' } as const;

const mailServer = async (box: Sandbox, options: MailServerOptions = {}): Promise<MailServer> => {
  const server = await startMailServer(options);
  box.atEnd(() => server.stop());
  return server;
};

const smtp = (port: number, user = ''): readonly string[] => [
  ...[
    '--log',
    'text',
    '--smtp',
    `smtp://${user === '' ? '' : `${encodeURIComponent(user)}@`}127.0.0.1:${port}`,
  ],
  ...['--mail-from', 'OpenGuard <noreply@office.example>', '--public-url', 'https://scan.office.example'],
];

/** Who the letter makes out of its reader. */
const callerOf = ({ letters }: MailServer, { url }: Server): Caller => {
  const { text } = readLetter(letters.at(-1)?.raw ?? '');
  const [, user = ''] = /User name: +(\S+)/.exec(text) ?? [];
  const [, password = ''] = /Password: +(\S+)/.exec(text) ?? [];
  return { url, user, password };
};

const mailsOf = async (box: Sandbox, data: string) =>
  jsonOf(await openguardServer(box, ['mail', 'list', '--json', '--data', data])) as readonly {
    readonly id: string;
    readonly state: string;
    readonly attempts: number;
    readonly failure?: string;
  }[];

/** No file of the store, and nothing that was said, holds a text. */
const expectNowhere = (server: Server, box: Sandbox, text: string): void => {
  expect(text).not.toBe('');
  for (const name of readdirSync(server.data)) {
    expect([name, box.read(`data/${name}`).includes(text)]).toEqual([name, false]);
  }
  expect(server.process.stdout() + server.process.stderr()).not.toContain(text);
};

const targetsOf = (targetip: string) => {
  const read = enrollment.decode([...new URLSearchParams(formOf({ targetip }))]);
  if (read._tag === 'Left') throw new Error(targetip);
  return { targets: read.right.targetip };
};

describe.concurrent('mail', () => {
  it('brings a password to its user, who scans and maps what is theirs and nothing else', async (context) => {
    const box = sandbox(context);
    const mail = await mailServer(box, { login: POSTMASTER });
    const password = box.write('smtp-password', `${POSTMASTER.password}\n`);
    const server = await startServer(box, {
      data: await storeWithOffice(box),
      args: [...smtp(mail.port, POSTMASTER.user), '--smtp-password-file', password],
    });
    const { status, body } = await enroll(server, {});
    expect([status, body]).toEqual([
      200,
      expect.stringMatching(/<USERNAME>themill_\d+<[^]*<SERVICE_LEVEL>full</),
    ]);
    expect(body).not.toContain('PASSWORD');
    expect(await faultOf(server, body)).toBeUndefined();

    await until('the letter is there', () => mail.letters.length > 0);
    const caller = callerOf(mail, server);
    expect(mail.letters).toMatchObject([
      { from: 'noreply@office.example', to: ['ada@mill.example'], encrypted: true, user: POSTMASTER.user },
    ]);
    expect(readLetter(mail.letters[0]?.raw ?? '').headers.get('to')).toBe('Ada <&> Mühle <ada@mill.example>');
    const user = clientOf(box, caller);
    expect((await itemsOf(user, scan, targetsOf('127.0.0.2-127.0.0.3'))).at(-1)).toMatchObject({ hosts: 2 });
    expect(ofKind(await itemsOf(user, scan, targetsOf('127.0.0.4')), 'refused')).toMatchObject([
      { number: 5101 },
    ]);
    expect((await itemsOf(user, map, { domain: 'company.example' })).at(-1)).toMatchObject({ hosts: 2 });

    await until('it is delivered', async () => (await mailsOf(box, server.data))[0]?.state === 'delivered');
    expectNowhere(server, box, caller.password);
    expectNowhere(server, box, POSTMASTER.password);
    const log = server.process.stderr();
    expect(log).toMatch(/letter \S+ to the owner of themill_\d+: delivered \(attempt 1\)/);
    expect(log).not.toMatch(/@mill\.example|Mühle|unexpected/);
    expect(statSync(box.path('data', 'mail.key')).mode & 0o777).toBe(0o600);
  });

  it('comes after a server was killed before the mail server was back', async (context) => {
    const box = sandbox(context);
    const away = await startMailServer();
    await away.stop();
    const args = smtp(away.port);
    const killed = await startServer(box, { data: await storeWithOffice(box), args });
    expect((await enroll(killed, {})).body).toContain('<USERINFO>');
    await until('it was tried', () => killed.process.stderr().includes('not taken (attempt 1)'));
    expect((await enroll(killed, { email: 'bob@mill.example' })).body).toContain('<USERINFO>');
    await killed.stop('SIGKILL');
    const mail = await mailServer(box, { port: away.port });
    const server = await startServer(box, { data: killed.data, args });
    // The second may have been tried before the end as well; then it has to wait like the first.
    expectDone(await openguardServer(box, ['mail', 'retry', 'all', '--data', server.data]));
    await until('both are there', () => mail.letters.length > 1);
    const to = mail.letters.flatMap((letter) => letter.to);
    expect([...to].sort()).toEqual(['ada@mill.example', 'bob@mill.example']);
    const { user, password } = callerOf(mail, server);
    const headers = { authorization: basic({ user, password }) };
    expect((await ask(server, '/msp/about.php', { headers })).status).toBe(200);
  });

  it('that is refused is listed, and goes when the operator says so', async (context) => {
    const box = sandbox(context);
    const mail = await mailServer(box);
    mail.feel({ at: 'recipient', code: 550, text: '<ada@mill.example>: no such user' });
    const server = await startServer(box, { data: await storeWithOffice(box), args: smtp(mail.port) });
    await enroll(server, {});
    await until('it failed', async () => (await mailsOf(box, server.data))[0]?.state === 'failed');
    const [failed] = await mailsOf(box, server.data);
    expect(failed).toMatchObject({
      attempts: 1,
      failure: expect.stringMatching(/550 <\*\*\*>: no such user/) as string,
    });
    expect(server.process.stderr()).toMatch(/FAILED: .*550/);
    expect(server.process.stderr()).not.toContain('ada@mill.example');
    mail.feel('well');
    const args = ['mail', 'retry', failed?.id ?? '', '--data', server.data];
    expect(expectDone(await openguardServer(box, args))).toMatch(/^1 letter will/);
    await until('the letter is there', () => mail.letters.length > 0);
    await until('it is delivered', async () => (await mailsOf(box, server.data))[0]?.state === 'delivered');
    expectComplaint(await openguardServer(box, args), 2, /was delivered/, 'openguard-server');
    const list = expectDone(await openguardServer(box, ['mail', 'list', '--data', server.data]));
    expect(list).toMatch(/^\S+\tdelivered\tthemill_\d+\tada@mill\.example\t\S+\t2\t-\t-\n$/);
  });

  it('with another key waits, and both keys are named', async (context) => {
    const box = sandbox(context);
    const away = await startMailServer();
    await away.stop();
    const data = await storeWithOffice(box);
    const keys = [box.path('one.key'), box.path('two.key')] as const;
    for (const key of keys) expectDone(await openguardServer(box, ['mail', 'key', key]));
    const first = await startServer(box, { data, args: [...smtp(away.port), '--key-file', keys[0]] });
    await enroll(first, {});
    await until('it was tried', () => first.process.stderr().includes('not taken'));
    await first.stop();
    const mail = await mailServer(box, { port: away.port });
    const other = await startServer(box, { data, args: [...smtp(mail.port), '--key-file', keys[1]] });
    await openguardServer(box, ['mail', 'retry', 'all', '--data', data]);
    await until('it says why', () =>
      /sealed with the key \S+, and this server has/.test(other.process.stderr()),
    );
    expect(mail.letters).toEqual([]);
    await other.stop();
    await startServer(box, { data, args: [...smtp(mail.port), '--key-file', keys[0]] });
    await openguardServer(box, ['mail', 'retry', 'all', '--data', data]);
    await until('the letter is there', () => mail.letters.length > 0);
  });

  it('can be tried out', async (context) => {
    const box = sandbox(context);
    const mail = await mailServer(box, { security: 'implicit' });
    const url = `smtps://127.0.0.1:${mail.port}`;
    const test = [
      'mail',
      'test',
      'ann@office.example',
      '--smtp',
      url,
      '--mail-from',
      'noreply@office.example',
    ];
    const server = (args: readonly string[]) => openguardServer(box, args);
    expectComplaint(await server(test), 4, /mail does not work: .*certificate/, 'openguard-server');
    expect(expectDone(await server([...test, '--smtp-insecure']))).toBe('the mail server took the letter\n');
    expect(mail.letters.map(({ to }) => to)).toEqual([['ann@office.example']]);
  });

  it('keys that others can read are refused, and one that is there stays', async (context) => {
    const box = sandbox(context);
    const key = box.write('loose.key', `openguard-mail-key-1 ${'A'.repeat(43)}\n`, 0o644);
    const serve = ['serve', '--listen', '127.0.0.1:0', '--engine', 'simulated', '--data', box.path('data')];
    const refused = await openguardServer(box, [...serve, ...smtp(25), '--key-file', key]);
    expectComplaint(refused, 2, /can be read by others/, 'openguard-server');
    expectComplaint(
      await openguardServer(box, ['mail', 'key', key]),
      7,
      /is there already/,
      'openguard-server',
    );
    expect(box.read('loose.key')).toBe(`openguard-mail-key-1 ${'A'.repeat(43)}\n`);
    expect(readdirSync(box.root).filter((name) => name.startsWith('loose'))).toEqual(['loose.key']);
  });
});

it('the back office of another office learns of an address in use, and of nothing else', async (context) => {
  const box = sandbox(context);
  const server = await startServer(box, { data: await storeWithOffice(box) });
  expect((await enroll(server, { returnpassword: 'yes' })).body).toContain('<USERINFO>');
  const { body } = await enroll(server, {
    returnpassword: 'yes',
    company: 'Other',
    email: 'Ada@Mill.Example',
  });
  expect(body).toContain('<FIELD name="email" error_type="invalid">');
  expect(body).not.toMatch(/themill|Mühle/);
  expect(await faultOf(server, body)).toBeUndefined();
});
