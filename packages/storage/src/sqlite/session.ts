import { DatabaseSync } from 'node:sqlite';
import type { Purpose, Session } from '../sql/database.js';
import { attempt } from './failure.js';
import { performer } from './statements.js';

const BEGIN: Readonly<Record<Purpose, string>> = { snapshot: 'BEGIN DEFERRED', write: 'BEGIN IMMEDIATE' };

/** Begins a transaction on a connection of its own to the database at a path. */
export const openSession = (path: string, task: string, purpose: Purpose, wait: number): Promise<Session> =>
  attempt(path, task, () => {
    const database = new DatabaseSync(path, { timeout: wait, enableForeignKeyConstraints: true });
    let begun = false;
    try {
      database.exec('PRAGMA synchronous = FULL');
      database.exec(BEGIN[purpose]);
      // The moment of the snapshot is that of the first reading.
      database.prepare('SELECT kind FROM meta').get();
      begun = true;
    } finally {
      if (!begun) database.close();
    }
    const perform = performer(database);
    return {
      run: (work) => attempt(path, task, () => perform(work())),
      commit: () => attempt(path, task, () => database.exec('COMMIT')),
      end: () =>
        attempt(path, task, () => {
          if (database.isOpen) database.close();
        }),
    };
  });
