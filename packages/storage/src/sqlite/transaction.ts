import type { DatabaseSync } from 'node:sqlite';

// A reader that turns writer half-way may be refused without a wait, so a writer says so at its beginning.
const BEGIN = { read: 'BEGIN DEFERRED', write: 'BEGIN IMMEDIATE' } as const;

/**
 * Does work as one transaction: all that it reads is of one moment, and all that it writes is done, or nothing
 * when anything in it throws.
 */
export const transaction = <A>(database: DatabaseSync, purpose: keyof typeof BEGIN, work: () => A): A => {
  database.exec(BEGIN[purpose]);
  try {
    const result = work();
    database.exec('COMMIT');
    return result;
  } finally {
    // After some failures, a full disk among them, SQLite has rolled back by itself.
    if (database.isTransaction) database.exec('ROLLBACK');
  }
};
