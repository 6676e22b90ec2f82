import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { formatAddress } from '@openguard/targets';
import { expect, it } from 'vitest';
import { openSqliteStore } from '../src/index.js';
import { backupContract } from './backup.js';
import { startProgram } from './child/run.js';
import { account, host, scan } from './samples.js';
import { temporaryDirectory } from './temporary.js';

const COPY_BY_BACKUP = new URL('./child/copy-by-backup.ts', import.meta.url);

const newStore = (simulated?: boolean) =>
  openSqliteStore({ directory: temporaryDirectory(), ...(simulated === undefined ? {} : { simulated }) });

backupContract('SQLite to SQLite', newStore, newStore);

it('a store of 100 MB is backed up and restored in constant memory', async () => {
  const [from, to] = [temporaryDirectory(), temporaryDirectory()];
  const store = await openSqliteStore({ directory: from });
  await store.addAccount(account('ann'));
  await store.addScan(scan(1), []);
  await store.close();
  const database = new DatabaseSync(join(from, 'openguard.db'));
  database.exec('PRAGMA synchronous = OFF; BEGIN');
  const putHost = database.prepare('INSERT INTO host (job, address, written, record) VALUES (1, ?, 1, ?)');
  const putBytes = database.prepare(
    'INSERT INTO written (job, address, bytes) VALUES (1, ?, randomblob(20000))',
  );
  for (let address = 0; address < 5000; address += 1) {
    putHost.run(address, JSON.stringify(host(formatAddress(address))));
    putBytes.run(address);
  }
  database.exec('COMMIT');
  database.close();
  const child = startProgram(COPY_BY_BACKUP, [from, join(to, 'new')]);
  await child.ended;
  expect(child.stderr()).toBe('');
  // Node itself takes about half of it; all of the store in memory would take three times as much.
  expect(Number(child.lines()[0])).toBeLessThan(160);
});
