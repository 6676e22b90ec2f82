import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, it } from 'vitest';
import { openSqliteStore, sqliteVersion } from '../src/index.js';
import { temporaryDirectory } from './temporary.js';

it('a store that is not there is of none, and is not made', () => {
  const directory = temporaryDirectory();
  const { there, known } = sqliteVersion(join(directory, 'none'));
  expect([there, known > 0, readdirSync(directory)]).toEqual([0, true, []]);
});

it("an older store says its version, and today's after it was opened", async () => {
  const directory = temporaryDirectory();
  await (await openSqliteStore({ directory })).close();
  const { known } = sqliteVersion(directory);
  expect(sqliteVersion(directory).there).toBe(known);
  const database = new DatabaseSync(join(directory, 'openguard.db'));
  database.exec('PRAGMA user_version = 1');
  database.close();
  expect(sqliteVersion(directory).there).toBe(1);
});

it('a file that is no database is refused', () => {
  const directory = temporaryDirectory();
  mkdirSync(directory, { recursive: true });
  writeFileSync(join(directory, 'openguard.db'), 'text of another program '.repeat(100));
  expect(() => sqliteVersion(directory)).toThrow(expect.objectContaining({ code: 'OG_STORE_OPEN' }) as Error);
});
