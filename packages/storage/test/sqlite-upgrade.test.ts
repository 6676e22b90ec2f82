import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, it } from 'vitest';
import { openSqliteStore } from '../src/index.js';
import { migrate } from '../src/sqlite/migrate.js';
import { MIGRATIONS } from '../src/sqlite/schema.js';
import { report, take, visit } from './history-samples.js';
import { expectRefusal } from './refusal.js';
import {
  account,
  addressOf,
  collect,
  host,
  key,
  map,
  mapHost,
  mapReference,
  reference,
  scan,
  UNWRITTEN,
} from './samples.js';
import { temporaryDirectory } from './temporary.js';

/** A store as the second version of the schema had it: scans and maps in tables of their own, no batches. */
const storeOfTwoSteps = (directory: string): void => {
  const path = join(directory, 'openguard.db');
  const database = new DatabaseSync(path, { enableForeignKeyConstraints: true });
  migrate(database, { path, simulated: false, steps: MIGRATIONS.slice(0, 2) });
  const run = (sql: string, ...values: (string | number)[]) => database.prepare(sql).run(...values);
  for (const name of ['ann', 'bob'])
    run('INSERT INTO account VALUES (?, ?)', name, JSON.stringify(account(name)));
  const ended = { endedAt: 993_593_099_000 };
  for (const each of [scan(1, ended), scan(2, { state: 'running' }), scan(3, { account: 'bob' })]) {
    const serial = Number(each.ref.split('.')[1]);
    run(
      'INSERT INTO scan VALUES (?, ?, ?, ?, ?, 1, ?, ?)',
      serial,
      each.ref,
      each.account,
      serial,
      each.startedAt,
      each.state,
      JSON.stringify(each),
    );
    const network = addressOf('192.0.2.1') * 64 + 32;
    run('INSERT INTO scan_network VALUES (?, ?, ?)', each.account, network, serial);
    run(
      'INSERT INTO host VALUES (?, ?, ?)',
      serial,
      addressOf('192.0.2.1'),
      JSON.stringify(host('192.0.2.1')),
    );
  }
  for (const each of [map(4, ended), map(5, { state: 'running' })]) {
    const serial = Number(each.ref.split('.')[1]);
    // Ids that scans have, too.
    const id = serial - 3;
    run(
      'INSERT INTO map VALUES (?, ?, ?, ?, ?, 1, ?, ?, ?)',
      id,
      each.ref,
      each.account,
      serial,
      each.startedAt,
      each.state,
      each.domain,
      JSON.stringify(each),
    );
    run('INSERT INTO map_host VALUES (?, 9, ?)', id, JSON.stringify(mapHost('0.0.0.9', { ports: [serial] })));
  }
  run(`INSERT INTO scan VALUES (9, 'scan/1.9', 'ann', 9, 5, 1, 'failed', 'no JSON')`);
  run('UPDATE meta SET serial = 9');
  database.close();
};

it('a store of the second version has everything after the upgrade', async () => {
  const directory = temporaryDirectory();
  storeOfTwoSteps(directory);
  const store = await openSqliteStore({ directory, simulated: false });
  expect(await store.nextSerial()).toBe(10);
  expect((await store.listAccounts()).map(({ name }) => name)).toEqual(['ann', 'bob']);
  const including = addressOf('192.0.2.1');
  expect(await store.listScans({ account: 'ann', including })).toEqual([
    scan(1, { endedAt: 993_593_099_000 }),
  ]);
  await expectRefusal(store.listScans({ account: 'ann' }), 'OG_STORE_FAILED', /scan\/1\.9.*damaged/);
  await store.removeScan('ann', { ...scan(9), ref: reference(9) }.ref);
  expect(await store.listMaps({ account: 'ann', domain: 'mill.example' })).toEqual([
    map(4, { endedAt: 993_593_099_000 }),
  ]);
  expect((await store.listRunning()).map(({ ref }) => ref)).toEqual([reference(2), mapReference(5)]);
  for (const serial of [1, 2, 3]) {
    expect(await collect(store.hostsOf(reference(serial)))).toEqual([host('192.0.2.1')]);
    expect(await store.isWritten(reference(serial))).toBe(false);
  }
  for (const serial of [4, 5]) {
    const hosts = await collect(store.mapHostsOf(mapReference(serial)));
    expect(hosts.map(({ ports }) => ports)).toEqual([[serial]]);
  }
  await store.close();
});

it('what ran in a store of the second version takes nothing more, and can be closed', async () => {
  const directory = temporaryDirectory();
  storeOfTwoSteps(directory);
  const store = await openSqliteStore({ directory, simulated: false });
  expect(await store.openBatches()).toEqual([]);
  expect(await store.putHost(key(reference(2)), host('192.0.2.2'), UNWRITTEN)).toBe(false);
  const interrupted = scan(2, { state: 'interrupted', endedAt: 993_593_099_000 });
  expect(await store.closeScan(interrupted)).toBe(true);
  const start = scan(1).startedAt;
  // By its end, and by its start where its record does not tell that.
  expect([await store.countEnded(start + 2), await store.countEnded(start + 3)]).toEqual([1, 2]);
  expect(await store.eraseEnded(993_593_099_001)).toBe(5);
  expect(await store.listRunning()).toHaveLength(1);
  await store.close();
});

it('hosts that were known before hosts had numbers are numbered by address in each account', async () => {
  const directory = temporaryDirectory();
  const path = join(directory, 'openguard.db');
  const database = new DatabaseSync(path, { enableForeignKeyConstraints: true });
  migrate(database, { path, simulated: false, steps: MIGRATIONS.slice(0, 5) });
  for (const name of ['ann', 'bob']) {
    database
      .prepare('INSERT INTO account (name, record) VALUES (?, ?)')
      .run(name, JSON.stringify(account(name)));
    for (const address of [9, 7])
      database.prepare('INSERT INTO known_host VALUES (?, ?, 5, 0, NULL, NULL)').run(name, address);
  }
  database.close();
  const store = await openSqliteStore({ directory, simulated: false });
  for (const name of ['ann', 'bob']) {
    await take(store, name, report(1), visit('0.0.0.1'));
    const page = await store.hostPage({ account: name, from: 0, to: 9 }, 9);
    expect(page.map(({ id, address }) => [id, address])).toEqual([
      [1, 7],
      [2, 9],
      [3, 1],
    ]);
  }
  await store.close();
});

it('fixes that were inferred are told apart from proven ones after the upgrade', async () => {
  const directory = temporaryDirectory();
  const path = join(directory, 'openguard.db');
  const database = new DatabaseSync(path, { enableForeignKeyConstraints: true });
  const steps = MIGRATIONS.slice(
    0,
    MIGRATIONS.findIndex((step) => step.includes("SET what = 'inferred'")),
  );
  migrate(database, { path, simulated: false, steps });
  database
    .prepare('INSERT INTO account (name, record) VALUES (?, ?)')
    .run('ann', JSON.stringify(account('ann')));
  const standing = database.prepare(
    `INSERT INTO finding VALUES ('ann', ?, ?, 'x', NULL, NULL, 'vuln', 3, ?, 1, 1, 5, 1, 1, ?, ?, NULL, NULL, '')`,
  );
  standing.run(1, 'a', 'fixed', 5, 'inferred');
  standing.run(2, 'b', 'fixed', 5, 'proven');
  standing.run(3, 'c', 'active', null, null);
  for (const [place, at] of [
    [1, 3],
    [1, 5],
    [2, 5],
    [3, 5],
  ] as const)
    database
      .prepare(`INSERT INTO finding_event VALUES ('ann', ?, ?, 'd', 'fixed', 'vuln', 3, NULL, NULL, 4)`)
      .run(place, at);
  database.close();
  const store = await openSqliteStore({ directory, simulated: false });
  const counts = await store.countEvents('ann', 1);
  expect(counts.map(({ span, what, count }) => [span, what, count])).toEqual([
    [3, 'fixed', 1],
    [5, 'fixed', 2],
    [5, 'inferred', 1],
  ]);
  await store.close();
});

it('a vulnerability that was imported before versions stood apart is found by its record', async () => {
  const directory = temporaryDirectory();
  const known = {
    cve: 'CVE-2024-0001',
    summary: 'known',
    affected: [{ product: 'a:x:one', before: '2.0' }, { product: 'a:x:two' }],
  };
  const store = await openSqliteStore({ directory, simulated: false });
  await store.putVulnerabilities([known]);
  await store.close();
  const database = new DatabaseSync(join(directory, 'openguard.db'));
  database.exec('UPDATE affected SET versions = NULL');
  database.close();
  const later = await openSqliteStore({ directory, simulated: false });
  const asked: unknown[] = [];
  const found = await later.vulnerabilitiesOf(['a:x:one'], (product, versions) => {
    asked.push([product, versions]);
    return true;
  });
  expect(found).toEqual([known]);
  expect(asked).toEqual([['a:x:one', [{ before: '2.0' }]]]);
  await later.close();
});

it('what was imported before it had dates gives way to whatever is imported first', async () => {
  const directory = temporaryDirectory();
  const path = join(directory, 'openguard.db');
  const database = new DatabaseSync(path, { enableForeignKeyConstraints: true });
  const steps = MIGRATIONS.slice(
    0,
    MIGRATIONS.findIndex((step) => step.includes('known_date')),
  );
  migrate(database, { path, simulated: false, steps });
  const known = (before: string, modifiedAt?: number) => ({
    ...{ cve: 'CVE-2024-0001', summary: '', affected: [{ product: 'a:x:one', before }] },
    ...(modifiedAt === undefined ? {} : { modifiedAt }),
  });
  database.prepare('INSERT INTO known VALUES (?, ?)').run('CVE-2024-0001', JSON.stringify(known('1.0')));
  database.exec(`
    INSERT INTO affected VALUES ('a:x:one', 'CVE-2024-0001', '[{"before":"1.0"}]');
    INSERT INTO exploited VALUES ('CVE-2024-0001', '2024-01-01');
    INSERT INTO forecast VALUES ('CVE-2024-0001', '0.5'), ('CVE-2024-0002', '0.5');
  `);
  database.close();
  const store = await openSqliteStore({ directory, simulated: false });
  const found = () => store.vulnerabilitiesOf(['a:x:one'], () => true);
  expect(await found()).toEqual([{ ...known('1.0'), since: '2024-01-01', likelihood: 0.5 }]);
  expect(await store.putVulnerabilities([known('2.0', 1000)])).toBe(0);
  expect(await store.replaceForecasts([{ cve: 'CVE-2024-0002', likelihood: 1 }], 1000)).toBeUndefined();
  expect(await store.replaceExploited([{ cve: 'CVE-2024-0001', since: '2024-02-01' }], 1000)).toBeUndefined();
  expect(await found()).toEqual([{ ...known('2.0', 1000), since: '2024-02-01' }]);
  expect((await store.countKnowledge()).forecasts).toBe(1);
  await store.close();
});
