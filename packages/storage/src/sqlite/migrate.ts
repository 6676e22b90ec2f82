import type { DatabaseSync } from 'node:sqlite';
import { OpenGuardError } from '@openguard/errors';
import { kindOf, refusedKind } from '../kind.js';
import { APPLICATION_ID } from './schema.js';
import { transaction } from './transaction.js';

/** What a store has to be: where it lies, of which kind, and the steps that lead to its schema. */
export interface Expected {
  readonly path: string;
  readonly simulated: boolean | undefined;
  readonly steps: readonly string[];
}

const numberOf = (database: DatabaseSync, query: string): number =>
  Number(Object.values(database.prepare(query).get() ?? {})[0]);

/** How many steps the file has behind it. Refuses another program's database and one from a newer version. */
const versionOf = (database: DatabaseSync, { path, steps }: Expected): number => {
  const version = numberOf(database, 'PRAGMA user_version');
  const owner = numberOf(database, 'PRAGMA application_id');
  const untouched =
    version === 0 && owner === 0 && numberOf(database, 'SELECT count(*) FROM sqlite_schema') === 0;
  if (!untouched && owner !== APPLICATION_ID) {
    throw new OpenGuardError(
      'OG_STORE_OPEN',
      `cannot open the store ${path}: the file belongs to another program; choose another directory`,
    );
  }
  if (version > steps.length) {
    throw new OpenGuardError(
      'OG_STORE_VERSION',
      `the store ${path} is of version ${version}, this program knows up to ${steps.length}; update OpenGuard, or choose another directory`,
    );
  }
  return version;
};

const checkKind = (database: DatabaseSync, { path, simulated }: Expected): void => {
  const wanted = kindOf(simulated);
  const kind = database.prepare('SELECT kind FROM meta').get()?.['kind'];
  if (kind === wanted || kind === 'unset' || wanted === 'unset') return;
  throw refusedKind(path, String(kind), wanted, 'directory');
};

/**
 * Whether the store may be used at all; it only reads. Needs a transaction around it: half of what it reads from
 * before another process makes the store, and half from after, would look like a foreign file.
 */
export const inspect = (database: DatabaseSync, expected: Expected): void => {
  if (versionOf(database, expected) > 0) checkKind(database, expected);
};

/** Brings a store to the schema of today. Several processes may do so at once: one does, the others find it done. */
export const migrate = (database: DatabaseSync, expected: Expected): void =>
  transaction(database, 'write', () => {
    inspect(database, expected);
    const version = versionOf(database, expected);
    for (const step of expected.steps.slice(version)) database.exec(step);
    if (version === 0) database.exec("INSERT INTO meta VALUES (1, 'unset', 0)");
    if (expected.simulated !== undefined) {
      database.prepare("UPDATE meta SET kind = ? WHERE kind = 'unset'").run(kindOf(expected.simulated));
    }
    if (version === expected.steps.length) return;
    database.exec(
      `PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = ${expected.steps.length}`,
    );
  });
