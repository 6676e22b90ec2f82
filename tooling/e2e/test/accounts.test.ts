import { statSync } from 'node:fs';
import { describe, expect, it, vi } from 'vitest';
import { openguardServer } from '../src/commands.js';
import { expectComplaint, expectDone, jsonOf } from '../src/expectations.js';
import { ask, basic } from '../src/http.js';
import { sandbox } from '../src/sandbox.js';
import { startServer } from '../src/server.js';
import { addAccount, ANN, storeWithAnn } from '../src/store.js';

vi.setConfig({ testTimeout: 90_000 });

describe.concurrent('accounts', () => {
  it('a password on standard input may end with a line end or without', async (context) => {
    const box = sandbox(context);
    const data = box.path('data');
    for (const [user, end] of [
      ['none', ''],
      ['lf', '\n'],
      ['crlf', '\r\n'],
    ] as const) {
      const args = ['add', user, '--role', 'user', '--targetip', '127.0.0.1', '--password-stdin'];
      const input = `pass word:${user}${end}`;
      expectDone(await openguardServer(box, ['account', ...args, '--data', data], { input }));
    }
    expect(statSync(box.path('data', 'openguard.db')).mode & 0o777).toBe(0o600);
    expect(statSync(data).mode & 0o777).toBe(0o700);
    const server = await startServer(box, { data });
    for (const user of ['none', 'lf', 'crlf']) {
      const headers = { authorization: basic({ user, password: `pass word:${user}` }) };
      expect([user, (await ask(server, '/msp/about.php', { headers })).status]).toEqual([user, 200]);
    }
  });

  it('are listed, granted addresses and removed', async (context) => {
    const box = sandbox(context);
    const server = (...args: readonly string[]) =>
      openguardServer(box, ['account', ...args, '--data', box.path('data')]);
    await addAccount(box, box.path('data'), { ...ANN, targets: '127.0.0.1' });
    expect(expectDone(await server('list'))).toMatch(
      /^ann\tuser\t127\.0\.0\.1\t-\t-\t-\t\d{4}-\d\d-\d\dT[\d:.]+Z\n$/,
    );
    expectDone(await server('grant', 'ann', '--targetip', '127.0.0.2-127.0.0.9'));
    expect(jsonOf(await server('list', '--json'))).toMatchObject([
      { name: 'ann', role: 'user', targetip: '127.0.0.2-127.0.0.9' },
    ]);
    expectDone(await server('erase', 'ann'));
    expect(expectDone(await server('list'))).toBe('');
    const audit = expectDone(await openguardServer(box, ['audit', '--data', box.path('data'), '--json']));
    const told = audit
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, string>);
    expect(told.map(({ action, subject }) => [action, subject])).toEqual([
      ['account add', 'ann'],
      ['account grant', 'ann'],
      ['account erase', 'ann'],
    ]);
    expect(told[1]?.['detail']).toMatch(/^by the operator \S+: 127\.0\.0\.2-127\.0\.0\.9$/);
  });

  it.for<[readonly string[], string, RegExp]>([
    [['add', 'ann', '--role', 'user', '--password-stdin'], 'long enough', /"?ann"? .*(exists|taken|already)/],
    [['add', 'bob', '--role', 'king', '--password-stdin'], 'long enough', /--role is user or backoffice/],
    [['add', 'bob', '--role', 'user'], 'long enough', /--password-stdin/],
    [['add', 'bob', '--role', 'user', '--password-stdin'], 'short', /8 to 1024 characters/],
    [['add', 'bob', '--role', 'user', '--password-stdin'], '', /no password came on standard input/],
    [['add', 'b b', '--role', 'user', '--password-stdin'], 'long enough', /an account name has/],
    [['add', 'bob', '--targetip', '1.2.3.5.7', '--password-stdin'], 'long enough', /"1\.2\.3\.5\.7" is not/],
    [['passwd', 'bob', '--password-stdin'], 'long enough', /there is no account "bob"/],
    [['add', 'bob', '--email', 'bob@', '--password-stdin'], 'long enough', /the e-mail: "bob@" has no valid/],
    [['add', 'bob', '--role', 'user', '--password-stdin'], 'password', /among the first that anyone tries/],
    [['remove', 'bob'], '', /there is no account "bob"/],
    [['grant', 'bob', '--targetip', '127.0.0.1'], '', /there is no account "bob"/],
    [['crown', 'ann'], '', /unknown action "crown"/],
    [['add', 'bob', '--nonsense'], '', /Unknown option '--nonsense'/],
  ])('refuses account %j', async ([args, input, words], context) => {
    const box = sandbox(context);
    const data = await storeWithAnn(box);
    const refused = await openguardServer(box, ['account', ...args, '--data', data], { input });
    expectComplaint(refused, 2, words, 'openguard-server');
  });
});
