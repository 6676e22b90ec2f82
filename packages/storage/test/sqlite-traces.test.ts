import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openSqliteStore } from '../src/index.js';
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
  const traces = () =>
    readdirSync(directory).reduce(
      (sum, file) => sum + readFileSync(join(directory, file), 'latin1').split('TRACE').length - 1,
      0,
    );
  expect(traces()).toBeGreaterThan(4);
  await store.eraseEnded(2);
  await store.updateMail(mail('a', { state: 'delivered' }));
  await store.removeAccount('bob');
  await store.close();
  expect(traces()).toBe(0);
});
