import { chmod, mkdir, readdir, readFile, stat, truncate, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { ErrorCode } from '@openguard/errors';
import { describe, expect, it } from 'vitest';
import { claimDirectory, holdsStore, openSqliteStore } from '../src/index.js';
import { migrate } from '../src/sqlite/migrate.js';
import { MIGRATIONS } from '../src/sqlite/schema.js';
import { startProgram } from './child/run.js';
import { expectRefusal } from './refusal.js';
import { account, addScans, collect, host, map, putHosts, reference, scan } from './samples.js';
import { temporaryDirectory } from './temporary.js';

const OPEN_AS_NOBODY = new URL('./child/open-as-nobody.ts', import.meta.url);

const open = (directory: string, simulated = false) => openSqliteStore({ directory, simulated });
const fileOf = (directory: string) => join(directory, 'openguard.db');
const modeOf = async (path: string) => ((await stat(path)).mode & 0o777).toString(8);

/** A closed store with an account, of a version if one is given. */
const storeIn = async (directory: string, version?: number) => {
  const store = await open(directory);
  await store.addAccount(account('ann'));
  await store.close();
  if (version === undefined) return;
  const database = new DatabaseSync(fileOf(directory));
  database.exec(`PRAGMA user_version = ${version}`);
  database.close();
};

describe('a store that is made', () => {
  it('is for its owner only', async () => {
    const directory = join(temporaryDirectory(), 'made', 'state');
    const store = await open(directory);
    await store.addAccount(account('ann'));
    expect(await modeOf(directory)).toBe('700');
    expect(await modeOf(dirname(directory))).toBe('700');
    for (const suffix of ['', '-wal', '-shm']) expect(await modeOf(fileOf(directory) + suffix)).toBe('600');
    await store.close();
  });
});

// Where nothing can be made below what is there, Node's own recursive mkdir never ends.
it.runIf(process.platform === 'linux')('a store is refused where no directory can be made', async () => {
  await expectRefusal(open('/proc/openguard/state'), 'OG_STORE_OPEN', /cannot open the store/);
  await expectRefusal(claimDirectory('/proc/openguard'), 'OG_STORE_OPEN', /cannot use the directory/);
});

it('a directory tells whether it holds a store, and gets none by being asked', async () => {
  const directory = join(temporaryDirectory(), 'state');
  expect(holdsStore(directory)).toBe(false);
  await storeIn(directory);
  expect([holdsStore(directory), await readdir(directory)]).toEqual([true, ['openguard.db']]);
});

it('a store that is opened and closed stays as it was', async () => {
  const directory = temporaryDirectory();
  await storeIn(directory);
  const before = await readFile(fileOf(directory));
  await (await open(directory)).close();
  expect((await readFile(fileOf(directory))).equals(before)).toBe(true);
  expect(await readdir(directory)).toEqual(['openguard.db']);
});

describe('a store that cannot be opened', () => {
  it.each<[string, ErrorCode, RegExp, (directory: string) => unknown]>([
    [
      'is of a newer version',
      'OG_STORE_VERSION',
      /version 99.*update OpenGuard/,
      (directory) => storeIn(directory, 99),
    ],
    [
      'keeps the other kind',
      'OG_STORE_KIND',
      /real reports.*choose another/,
      (directory) => storeIn(directory),
    ],
    [
      'is no database',
      'OG_STORE_OPEN',
      /no sound database; restore/,
      (directory) => writeFile(fileOf(directory), 'Dear diary, '.repeat(1000)),
    ],
    [
      'is a database of another program',
      'OG_STORE_OPEN',
      /another program; choose/,
      (directory) => {
        const database = new DatabaseSync(fileOf(directory));
        database.exec('CREATE TABLE account (id INTEGER)');
        database.close();
      },
    ],
  ])('since it %s, stays as it was', async (_, code, words, prepare) => {
    const directory = temporaryDirectory();
    await prepare(directory);
    const before = await readFile(fileOf(directory));
    await expectRefusal(open(directory, true), code, words);
    expect((await readFile(fileOf(directory))).equals(before)).toBe(true);
    expect(await readdir(directory)).toEqual(['openguard.db']);
  });

  it.each<[string, RegExp, string, (directory: string) => unknown]>([
    ['the directory is a file', /a file stands/, '', (directory) => writeFile(join(directory, 'state'), '')],
    ['a parent is a file', /a file stands/, 'x', (directory) => writeFile(join(directory, 'state'), '')],
    [
      'the file is a directory',
      /a directory stands/,
      '',
      (directory) => mkdir(join(directory, 'state', 'openguard.db'), { recursive: true }),
    ],
  ])('since %s, says so', async (_, words, below, prepare) => {
    const directory = temporaryDirectory();
    await prepare(directory);
    const place = join(directory, 'state', below);
    await expectRefusal(open(place), 'OG_STORE_OPEN', words);
    await expect(open(place)).rejects.toThrow(fileOf(place));
  });

  it('since this user may not write there, says so', async () => {
    const base = temporaryDirectory();
    await chmod(base, 0o755);
    const closed = join(base, 'closed');
    await mkdir(closed);
    const readable = join(base, 'readable');
    await storeIn(readable);
    await chmod(fileOf(readable), 0o666);
    const readOnlyFile = join(base, 'read-only-file');
    await storeIn(readOnlyFile);
    await chmod(readOnlyFile, 0o777);
    await chmod(fileOf(readOnlyFile), 0o444);
    for (const directory of [closed, readable]) await chmod(directory, 0o555);
    const child = startProgram(OPEN_AS_NOBODY, [closed, join(closed, 'new'), readable, readOnlyFile]);
    await child.ended;
    for (const directory of [closed, readable]) await chmod(directory, 0o755);
    expect(child.stderr()).toBe('');
    expect(child.lines()).toHaveLength(4);
    for (const line of child.lines())
      expect(line).toMatch(/^OG_STORE_OPEN .*may not write there; give write access/);
  });
});

it('a store whose file was cut reads as damaged, never as smaller', async () => {
  const directory = temporaryDirectory();
  await storeIn(directory);
  const store = await open(directory);
  await addScans(store, scan(1));
  for (let last = 0; last < 100; last += 1) {
    await putHosts(store, reference(1), host(`192.0.2.${last}`, { os: 'x'.repeat(2000) }));
  }
  await store.close();
  const { size } = await stat(fileOf(directory));
  await truncate(fileOf(directory), size / 2);
  const reading = async () => {
    const cut = await open(directory);
    try {
      return await collect(cut.hostsOf(reference(1)));
    } finally {
      await cut.close();
    }
  };
  await expectRefusal(reading(), 'OG_STORE_OPEN', /no sound database; restore/);
});

describe('migrate', () => {
  const [first = ''] = MIGRATIONS;
  const expected = { path: 'openguard.db', simulated: false };

  it('goes on from where a store stands, and keeps what is in it', () => {
    const database = new DatabaseSync(':memory:');
    migrate(database, { ...expected, steps: [first] });
    database.exec(`INSERT INTO account VALUES ('ann', '{}')`);
    const steps = [first, 'ALTER TABLE account ADD COLUMN note TEXT', `UPDATE account SET note = 'seen'`];
    migrate(database, { ...expected, steps });
    migrate(database, { ...expected, steps });
    expect(database.prepare('SELECT name, note FROM account').all()).toEqual([{ name: 'ann', note: 'seen' }]);
    expect(database.prepare('PRAGMA user_version').get()).toEqual({ user_version: 3 });
  });

  it('brings a store of the first version to today, with all that is in it', async () => {
    const directory = temporaryDirectory();
    const database = new DatabaseSync(fileOf(directory));
    migrate(database, { ...expected, steps: [first] });
    database.prepare('INSERT INTO account VALUES (?, ?)').run('ann', JSON.stringify({ ...account('ann') }));
    database.close();
    const store = await open(directory);
    expect(await store.listAccounts()).toEqual([account('ann')]);
    await store.addMap(map(1));
    expect(await store.listMaps({ account: 'ann' })).toEqual([map(1)]);
    await store.close();
  });

  it('changes nothing when a step fails, or when the kind is wrong', () => {
    const database = new DatabaseSync(':memory:');
    migrate(database, { ...expected, steps: [first] });
    const steps = [first, 'CREATE TABLE one (id INTEGER)', 'CREATE TABLE one (id INTEGER)'];
    expect(() => migrate(database, { ...expected, steps })).toThrow(/already exists/);
    expect(() => migrate(database, { ...expected, simulated: true, steps: steps.slice(0, 2) })).toThrow(
      expect.objectContaining({ code: 'OG_STORE_KIND' }),
    );
    expect(database.prepare('PRAGMA user_version').get()).toEqual({ user_version: 1 });
    expect(database.prepare(`SELECT name FROM sqlite_schema WHERE name = 'one'`).all()).toEqual([]);
  });
});

it('belongs to neither kind until someone says, and then for good', async () => {
  const directory = temporaryDirectory();
  for (const simulated of [undefined, true, undefined]) {
    const store = await openSqliteStore(simulated === undefined ? { directory } : { directory, simulated });
    await store.close();
  }
  await expectRefusal(open(directory, false), 'OG_STORE_KIND', /simulated/);
});
