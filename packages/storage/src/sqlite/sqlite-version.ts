import { OpenGuardError } from '@openguard/errors';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { SchemaVersion } from '../schema-version.js';
import { reasonOf } from './failure.js';
import { APPLICATION_ID, MIGRATIONS } from './schema.js';

const numberOf = (database: DatabaseSync, pragma: string): number =>
  Number(Object.values(database.prepare(`PRAGMA ${pragma}`).get() ?? {})[0]);

const readVersion = (path: string): number => {
  const database = new DatabaseSync(path, { readOnly: true });
  try {
    return numberOf(database, 'application_id') === APPLICATION_ID ? numberOf(database, 'user_version') : 0;
  } finally {
    database.close();
  }
};

/**
 * Reads of which version the store in a directory is, and changes nothing. Rejects with `OG_STORE_OPEN` when the file
 * cannot be read.
 */
export const sqliteVersion = (directory: string): SchemaVersion => {
  const place = join(resolve(directory), 'openguard.db');
  try {
    return { place, there: existsSync(place) ? readVersion(place) : 0, known: MIGRATIONS.length };
  } catch (error) {
    const reason = reasonOf(error);
    if (reason === undefined) throw error;
    const text = `cannot open the store ${place}: ${reason.text}`;
    throw new OpenGuardError('OG_STORE_OPEN', text, { cause: error });
  }
};
