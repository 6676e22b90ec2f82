// needs: postgres
import { startPostgres, type Postgres } from '@openguard/postgres';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openguardServer } from '../src/commands.js';
import { expectComplaint, expectDone, jsonOf } from '../src/expectations.js';
import { sandbox } from '../src/sandbox.js';
import { ANN } from '../src/store.js';

let server: Postgres;

beforeAll(async () => {
  server = await startPostgres();
});
afterAll(() => server.stop());

it('the commands work on PostgreSQL as on a file', async (context) => {
  const box = sandbox(context);
  const url = new URL(server.url);
  const environment = { PGPASSWORD: decodeURIComponent(url.password) };
  url.password = '';
  const run = (args: readonly string[], input = '') =>
    openguardServer(box, [...args, '--database', url.href], { environment, input });
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
