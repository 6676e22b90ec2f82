import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, it } from 'vitest';
import { openSqliteStore, type Store } from '../src/index.js';
import { openConnection } from '../src/sqlite/connection.js';
import { storeOver } from '../src/store-over.js';
import { account, addScans, auditEntry, collect, host, key, mail, reference, scan } from './samples.js';
import { temporaryDirectory } from './temporary.js';

it('the audit log refuses to be changed or shortened, even by SQL', async () => {
  const connection = await openConnection({ directory: temporaryDirectory(), simulated: false });
  const store = storeOver(connection);
  await store.addAudit(auditEntry(1));
  for (const sql of [
    'DELETE FROM audit',
    `UPDATE audit SET account = 'eve'`,
    'REPLACE INTO audit SELECT * FROM audit',
  ]) {
    expect(() => connection.database.exec(sql), sql).toThrow(/append-only/);
  }
  expect(await collect(store.listAudit())).toEqual([auditEntry(1)]);
  await store.close();
});

const tracesIn = (directory: string): number =>
  readdirSync(directory).reduce(
    (sum, file) => sum + readFileSync(join(directory, file), 'latin1').split('TRACE').length - 1,
    0,
  );

it('what was erased is nowhere in the files of the closed store', async () => {
  const directory = temporaryDirectory();
  const store = await openSqliteStore({ directory, simulated: false });
  await store.addAccount(account('ann'), mail('a', { sealed: 'TRACE of mail' }));
  await addScans(store, scan(1, { title: 'TRACE of scan', endedAt: 1 }));
  await store.putHost(
    key(reference(1)),
    host('192.0.2.1', { os: `TRACE of host ${'x'.repeat(9000)}` }),
    Buffer.from('TRACE of writing'),
  );
  await store.addAccount(account('bob', { passwordHash: 'TRACE of hash' }));
  expect(tracesIn(directory)).toBeGreaterThan(4);
  await store.eraseEnded(2);
  await store.updateMail(mail('a', { state: 'delivered' }));
  await store.removeAccount('bob');
  await store.close();
  expect(tracesIn(directory)).toBe(0);
});

it.each([
  ['an account', (store: Store) => store.removeAccount('bob')],
  ['a scan', (store: Store) => store.removeScan('bob', reference(1))],
  ['what is old', (store: Store) => store.eraseEnded(2)],
])('%s that is erased is nowhere in the files that a server has open', async (_, erase) => {
  const directory = temporaryDirectory();
  const serving = await openSqliteStore({ directory, simulated: false });
  await serving.addAccount(account('bob'));
  await addScans(serving, scan(1, { account: 'bob', title: 'TRACE of scan', endedAt: 1 }));
  expect(tracesIn(directory)).toBeGreaterThan(0);
  const command = await openSqliteStore({ directory, simulated: false });
  await erase(command);
  expect(tracesIn(directory)).toBe(0);
  await Promise.all([command.close(), serving.close()]);
});

it('somebody who reads is not waited for, and what was erased leaves the files the next time', async () => {
  const directory = temporaryDirectory();
  const store = await openSqliteStore({ directory, simulated: false });
  await store.addAccount(account('bob', { passwordHash: 'TRACE of hash' }));
  const reader = new DatabaseSync(join(directory, 'openguard.db'), { readOnly: true });
  reader.exec('BEGIN');
  reader.prepare('SELECT count(*) FROM account').get();
  const began = performance.now();
  expect(await store.removeAccount('bob')).toBe(true);
  expect(performance.now() - began).toBeLessThan(4000);
  expect(tracesIn(directory)).toBeGreaterThan(0);
  reader.close();
  await store.eraseMails(0);
  expect(tracesIn(directory)).toBe(0);
  await store.close();
});
