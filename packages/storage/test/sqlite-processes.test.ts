import { DatabaseSync } from 'node:sqlite';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { openSqliteStore } from '../src/index.js';
import { startNode, startProgram } from './child/run.js';
import { account, addScans, collect, host, putHosts, reference, scan } from './samples.js';
import { temporaryDirectory } from './temporary.js';

const WRITE_FOREVER = new URL('./child/write-forever.ts', import.meta.url);
const ADD_ACCOUNTS = new URL('./child/add-accounts.ts', import.meta.url);

it('has everything that it acknowledged after kill -9 in the middle of writes', async () => {
  const directory = temporaryDirectory();
  const store = await openSqliteStore({ directory, simulated: false });
  await store.addAccount(account('ann'));
  await store.close();

  const acknowledged: string[] = [];
  for (const enough of [1, 13, 40, 77, 120]) {
    const child = startProgram(WRITE_FOREVER, { directory, scan: scan(1), host: host('192.0.2.1') });
    while (child.lines().length < enough && child.process.exitCode === null) await setTimeout(2);
    child.process.kill('SIGKILL');
    await child.ended;
    expect(child.stderr()).toBe('');
    acknowledged.push(...child.lines());
  }

  const found: string[] = [];
  const reopened = await openSqliteStore({ directory, simulated: false });
  for (const { ref } of await reopened.listScans({ account: 'ann' })) {
    found.push(ref);
    for (const { ip } of await collect(reopened.hostsOf(ref))) found.push(`${ref} ${ip}`);
  }
  const serials = found.map((line) => Number(/\.(\d+)/.exec(line)?.[1]));
  expect(await reopened.nextSerial()).toBeGreaterThan(Math.max(...serials));
  await reopened.close();

  expect(acknowledged.length).toBeGreaterThanOrEqual(251);
  expect(new Set(acknowledged).size).toBe(acknowledged.length);
  expect(acknowledged.filter((line) => !found.includes(line))).toEqual([]);
  // At most one write of each child can have been made and not yet acknowledged.
  expect(found.length - acknowledged.length).toBeLessThanOrEqual(5);
  const database = new DatabaseSync(join(directory, 'openguard.db'));
  expect(database.prepare('PRAGMA integrity_check').all()).toEqual([{ integrity_check: 'ok' }]);
  database.close();
});

it('is made, opened and written by several processes at once', async () => {
  const directory = join(temporaryDirectory(), 'new', 'state');
  const children = ['a', 'b', 'c', 'd'].map((name) =>
    startProgram(ADD_ACCOUNTS, { directories: [directory], account: account(name), count: 25 }),
  );
  await Promise.all(children.map(({ ended }) => ended));
  expect(children.map((child) => child.stderr() + String(child.process.exitCode))).toEqual([
    '0',
    '0',
    '0',
    '0',
  ]);

  const store = await openSqliteStore({ directory, simulated: false });
  expect(await store.listAccounts()).toHaveLength(100);
  const given = children.map((child) => child.lines().map(Number));
  expect(given.every((serials) => serials.every((serial, index) => serial > (serials[index - 1] ?? 0)))).toBe(
    true,
  );
  expect(new Set(given.flat()).size).toBe(100);
  expect(await store.nextSerial()).toBeGreaterThan(Math.max(...given.flat()));
  await store.close();
});

it('is never taken for something else while another process makes or closes it', async () => {
  const base = temporaryDirectory();
  const directories = Array.from({ length: 150 }, (_, index) => join(base, String(index)));
  const children = ['a', 'b', 'c'].map((name) =>
    startProgram(ADD_ACCOUNTS, { directories, account: account(name), count: 1 }),
  );
  await Promise.all(children.map(({ ended }) => ended));
  expect(children.map((child) => child.stderr() + String(child.process.exitCode))).toEqual(['0', '0', '0']);
  expect(children.map((child) => child.lines().length)).toEqual([150, 150, 150]);
});

it('works on while another process adds accounts', async () => {
  const directory = temporaryDirectory();
  const store = await openSqliteStore({ directory, simulated: false });
  await store.addAccount(account('ann'));
  await addScans(store, scan(1));
  const child = startProgram(ADD_ACCOUNTS, {
    directories: [directory],
    account: account('b'),
    count: 50,
  });
  let running = true;
  const ended = child.ended.then(() => (running = false));
  let written = 0;
  while (running) {
    await putHosts(store, reference(1), host(`192.0.2.${written % 256}`));
    written += 1;
    await setTimeout(1);
  }
  await ended;
  expect([child.stderr(), child.process.exitCode]).toEqual(['', 0]);
  expect(await store.listAccounts()).toHaveLength(51);
  expect(await collect(store.hostsOf(reference(1)))).toHaveLength(Math.min(written, 256));
  await store.close();
});

it('puts no warning on stderr', async () => {
  const directory = temporaryDirectory();
  const program = `
    import { openSqliteStore } from '@openguard/storage';
    const store = await openSqliteStore({ directory: process.argv[1], simulated: true });
    console.log(await store.nextSerial());
    await store.close();`;
  const child = startNode(['--input-type=module', '-e', program, directory], import.meta.dirname);
  await child.ended;
  expect([child.lines(), child.stderr()]).toEqual([['1'], '']);
});
