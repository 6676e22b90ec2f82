import { open } from 'node:fs/promises';
import { resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout } from 'node:timers/promises';
import { OpenGuardError } from '@openguard/errors';
import { attempt, isBusy, reasonOf } from './failure.js';
import { storeFailed } from '../failure.js';
import { makeDirectory } from '../make-directory.js';
import type { Database } from '../sql/database.js';
import { fileOf } from './holds-store.js';
import { inspect, migrate } from './migrate.js';
import { noteFile } from './same-file.js';
import { MIGRATIONS } from './schema.js';
import { openSession } from './session.js';
import { performer } from './statements.js';
import { transaction } from './transaction.js';

/**
 * Where a store lies and what it keeps.
 *
 * - `directory`: made when it is missing, for its owner only; the file in it is `openguard.db`.
 * - `simulated`: whether its reports are of a simulated estate. A store keeps one kind for good: that of whoever
 *   first says. Left out by those who work on accounts alone.
 */
export interface SqliteOptions {
  readonly directory: string;
  readonly simulated?: boolean;
}

/** An open database that is known to be a store of today's schema. */
export interface Connection extends Database {
  readonly database: DatabaseSync;
}

/** Milliseconds that a call waits for another process to finish its transaction. */
const LOCK_WAIT = 5000;
const RETRY = 20;

/** Makes directory and file before SQLite does, which would let the group and others read them. */
const makeFile = async (directory: string, path: string): Promise<void> => {
  await makeDirectory(directory);
  const file = await open(path, 'a', 0o600);
  await file.close();
};

/** Takes up write-ahead logging. When two processes do so with a new file, SQLite refuses one without a wait. */
const startLog = async (database: DatabaseSync): Promise<void> => {
  for (let waited = 0; ; waited += RETRY) {
    try {
      database.exec('PRAGMA journal_mode = WAL');
      return;
    } catch (error) {
      if (!isBusy(error) || waited >= LOCK_WAIT) throw error;
      await setTimeout(RETRY);
    }
  }
};

const openDatabase = async (path: string, simulated: boolean | undefined): Promise<DatabaseSync> => {
  const expected = { path, simulated, steps: MIGRATIONS };
  const database = new DatabaseSync(path, { timeout: LOCK_WAIT, enableForeignKeyConstraints: true });
  let usable = false;
  try {
    transaction(database, 'read', () => inspect(database, expected));
    await startLog(database);
    database.exec('PRAGMA synchronous = FULL; PRAGMA secure_delete = ON');
    migrate(database, expected);
    usable = true;
    return database;
  } finally {
    if (!usable) database.close();
  }
};

/** Does something that writes, and does not wait for the disk. The next transaction that waits takes it along. */
const withoutWaiting = <A>(database: DatabaseSync, write: () => A): A => {
  database.exec('PRAGMA synchronous = NORMAL');
  try {
    return write();
  } finally {
    if (database.isOpen) database.exec('PRAGMA synchronous = FULL');
  }
};

/**
 * Writes the log into the database and empties it: secure_delete overwrites what was erased there, but not in the log, which
 * would keep it until it is overwritten. Whoever reads at the moment is not waited for.
 */
const emptyLog = (database: DatabaseSync): void => {
  database.exec('PRAGMA busy_timeout = 0');
  try {
    database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  } catch (error) {
    if (reasonOf(error) === undefined) throw error;
    // Expected: somebody reads, or the disk is full. The log is as it was.
  } finally {
    database.exec(`PRAGMA busy_timeout = ${LOCK_WAIT}`);
  }
};

/** Opens the database of a directory, making and migrating it as needed. Errors are those of openSqliteStore. */
export const openConnection = async ({ directory, simulated }: SqliteOptions): Promise<Connection> => {
  const path = fileOf(directory);
  try {
    await makeFile(resolve(directory), path);
    const database = await openDatabase(path, simulated);
    const verify = noteFile(path);
    const perform = performer(database);
    return {
      database,
      place: path,
      packs: false,
      // Every call makes certain that the database still is the one at its path.
      call: (task, manner, work) =>
        attempt(path, task, () => {
          verify();
          if (manner === 'apart') return perform(work());
          const write = () => transaction(database, 'write', () => perform(work()));
          return manner === 'lightly' ? withoutWaiting(database, write) : write();
        }),
      forget: () =>
        attempt(path, 'empty the log', () => {
          if (database.isOpen) emptyLog(database);
        }),
      openSession: (task, purpose) =>
        attempt(path, task, () => {
          verify();
          if (!database.isOpen) throw storeFailed(path, task, 'it is closed');
        }).then(() => openSession(path, task, purpose, LOCK_WAIT)),
      close: () =>
        attempt(path, 'close', () => {
          if (database.isOpen) database.close();
        }),
    };
  } catch (error) {
    const reason = reasonOf(error);
    if (reason === undefined) throw error;
    const code = reason.code === 'OG_STORE_FULL' ? reason.code : 'OG_STORE_OPEN';
    throw new OpenGuardError(code, `cannot open the store ${path}: ${reason.text}`, { cause: error });
  }
};
