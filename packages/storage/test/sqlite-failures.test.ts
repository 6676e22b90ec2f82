import { cpSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openSqliteStore } from '../src/index.js';
import { openConnection } from '../src/sqlite/connection.js';
import { storeOver } from '../src/store-over.js';
import { expectRefusal } from './refusal.js';
import {
  account,
  addScans,
  auditEntry,
  collect,
  host,
  key,
  putHosts,
  reference,
  scan,
  UNWRITTEN,
} from './samples.js';
import { temporaryDirectory } from './temporary.js';

const IPS = ['192.0.2.1', '192.0.2.2', '192.0.2.3'];

/** A store of one scan with three hosts, and the connection that it lies over. */
const filledStore = async () => {
  const directory = temporaryDirectory();
  const connection = await openConnection({ directory, simulated: false });
  const store = storeOver(connection);
  await store.addAccount(account('ann'));
  await addScans(store, scan(1), scan(9, { state: 'running' }));
  for (const ip of IPS) await putHosts(store, reference(1), host(ip));
  return { store, directory, ...connection };
};

describe('a full disk', () => {
  it('is OG_STORE_FULL, loses nothing, and hinders nobody once there is room', async () => {
    const { store, database } = await filledStore();
    const used = Number(database.prepare('PRAGMA page_count').get()?.['page_count']);
    database.exec(`PRAGMA max_page_count = ${used}`);
    const large = host('192.0.2.9', { os: 'x'.repeat(100_000) });
    const full = /openguard\.db cannot .*: the disk is full; make room/;
    await expectRefusal(store.putHost(key(reference(1)), large, UNWRITTEN), 'OG_STORE_FULL', full);
    await expectRefusal(addScans(store, scan(2, { failure: 'x'.repeat(100_000) })), 'OG_STORE_FULL', full);
    await expectRefusal(store.closeScan(scan(9, { failure: 'x'.repeat(100_000) })), 'OG_STORE_FULL', full);
    await expectRefusal(
      store.addAccount(account('bob', { domain: 'x'.repeat(100_000) })),
      'OG_STORE_FULL',
      full,
    );

    expect((await collect(store.hostsOf(reference(1)))).map(({ ip }) => ip)).toEqual(IPS);
    expect(await store.listScans({ account: 'ann' })).toEqual([scan(1)]);
    expect(await store.listAccounts()).toEqual([account('ann')]);

    database.exec('PRAGMA max_page_count = 1000000');
    await putHosts(store, reference(1), large);
    expect(await collect(store.hostsOf(reference(1)))).toHaveLength(4);
    await store.close();
  });
});

describe('a damaged record', () => {
  it.each([
    ['is no JSON', '{"ip":'],
    ['is of another shape', '{"ip":"192.0.2.2"}'],
    [
      'holds a severity that is none',
      JSON.stringify(host('192.0.2.2')).replace('"severity":3', '"severity":7'),
    ],
  ])('of a host that %s stops the reading there, and is named', async (_, record) => {
    const { store, database } = await filledStore();
    database.prepare(`UPDATE host SET record = ? WHERE record LIKE '%192.0.2.2%'`).run(record);
    const seen: string[] = [];
    const reading = (async () => {
      for await (const { ip } of store.hostsOf(reference(1))) seen.push(ip);
    })();
    await expectRefusal(
      reading,
      'OG_STORE_FAILED',
      /host 192\.0\.2\.2 of scan\/993593085\.1: its record is damaged; restore/,
    );
    expect(seen).toEqual(['192.0.2.1']);
    await store.close();
  });

  it('of a scan or an account is named, not left out of a list', async () => {
    const { store, database } = await filledStore();
    await addScans(store, scan(2));
    database.exec(`UPDATE job SET record = json_remove(record, '$.title') WHERE serial = 1`);
    database.exec(`UPDATE account SET record = json_set(record, '$.role', 'root')`);
    await expectRefusal(
      store.listScans({ account: 'ann' }),
      'OG_STORE_FAILED',
      /scan\/993593085\.1.*damaged/,
    );
    await expectRefusal(store.findScan('ann', reference(1)), 'OG_STORE_FAILED', /scan\/993593085\.1/);
    await expectRefusal(store.listAccounts(), 'OG_STORE_FAILED', /account "ann"/);
    await expectRefusal(store.setPasswordHash('ann', 'new'), 'OG_STORE_FAILED', /account "ann"/);
    expect(await store.findScan('ann', reference(2))).toEqual(scan(2));
    await store.close();
  });
});

it('a lock that another keeps too long is OG_STORE_FAILED, and over when it is let go', async () => {
  const { store, database, directory } = await filledStore();
  database.exec('PRAGMA busy_timeout = 20');
  const other = new DatabaseSync(join(directory, 'openguard.db'));
  other.exec('BEGIN IMMEDIATE');
  await expectRefusal(store.nextSerial(), 'OG_STORE_FAILED', /another program keeps it locked; try again/);
  expect(await collect(store.hostsOf(reference(1)))).toHaveLength(3);
  other.exec('ROLLBACK');
  expect(await store.nextSerial()).toBe(1);
  other.close();
  await store.close();
});

describe('a store that is taken away while it is open', () => {
  it.each<[string, (directory: string) => void]>([
    ['with its directory', (directory) => rmSync(directory, { recursive: true })],
    ['by its file', (directory) => rmSync(join(directory, 'openguard.db'))],
    ['by a new name of its directory', (directory) => renameSync(directory, `${directory}-moved`)],
    [
      'for another of the same name',
      (directory) => {
        renameSync(directory, `${directory}-moved`);
        cpSync(`${directory}-moved`, directory, { recursive: true });
      },
    ],
    [
      'for a file',
      (directory) => {
        rmSync(directory, { recursive: true });
        writeFileSync(directory, '');
      },
    ],
  ])('%s takes nothing more, and says why', async (_, takeAway) => {
    const { store, directory } = await filledStore();
    onTestFinished(() => rmSync(`${directory}-moved`, { recursive: true, force: true }));
    takeAway(directory);
    for (const call of [
      () => store.nextSerial(),
      () => store.addScan(scan(2), []),
      () => store.closeScan(scan(9)),
      () => store.removeScan('ann', reference(1)),
      () => store.putHost(key(reference(1)), host('192.0.2.9'), UNWRITTEN),
      () => store.putHost(key(reference(7)), host('192.0.2.9'), UNWRITTEN),
      () => store.addAudit(auditEntry(1)),
      () => store.addAccount(account('bob')),
      () => store.setPasswordHash('ann', 'new'),
      () => store.setTargets('ann', ''),
      () => store.removeAccount('ann'),
      // What another process has changed since is not to be seen here either: a password, say.
      () => store.findAccount('ann'),
      () => store.listScans({ account: 'ann' }),
    ]) {
      await expectRefusal(call(), 'OG_STORE_FAILED', /openguard\.db .*(removed|replaced).*start .* again/);
    }
    await store.close();
  });

  it('is given back without a word', async () => {
    const { store, directory } = await filledStore();
    rmSync(directory, { recursive: true });
    await expect(store.close()).resolves.toBeUndefined();
  });
});

it('an error that is not about storage stays what it is', async () => {
  const { store } = await filledStore();
  const wrong = Object.assign(host('192.0.2.1'), {
    toJSON: () => {
      throw new RangeError('not ours');
    },
  });
  await expect(store.putHost(key(reference(1)), wrong, UNWRITTEN)).rejects.toThrow(RangeError);
  await store.close();
});

it('every connection waits for others, syncs each commit and keeps foreign keys', async () => {
  const { database, directory, store } = await filledStore();
  const again = await openConnection({ directory, simulated: false });
  for (const each of [database, again.database]) {
    expect(each.prepare('PRAGMA synchronous').get()).toEqual({ synchronous: 2 });
    expect(each.prepare('PRAGMA journal_mode').get()).toEqual({ journal_mode: 'wal' });
    expect(each.prepare('PRAGMA foreign_keys').get()).toEqual({ foreign_keys: 1 });
    expect(each.prepare('PRAGMA busy_timeout').get()).toEqual({ timeout: 5000 });
  }
  await store.close();
  again.database.close();
  const reopened = await openSqliteStore({ directory, simulated: false });
  expect(await reopened.listAccounts()).toHaveLength(1);
  await reopened.close();
});
