import { OpenGuardError } from '@openguard/errors';
import type { ClientBase } from 'pg';
import { kindOf, refusedKind } from '../kind.js';
import { MIGRATIONS } from './schema.js';

/** What a store has to be: where it lies, for messages, its schema, and of which kind. */
export interface Expected {
  readonly place: string;
  readonly schema: string;
  readonly simulated: boolean | undefined;
}

/** Any number that is ours: who migrates has the advisory lock of it and of the schema's name. */
const LOCK = 0x4f477264;

interface Meta {
  readonly version: number;
  readonly kind: string;
}

/** What the store says of itself; `undefined` when there is none yet. Refuses a schema of something else. */
const readMeta = async (client: ClientBase, { place, schema }: Expected): Promise<Meta | undefined> => {
  const tables = await client.query<{ name: string }>(
    'SELECT tablename AS name FROM pg_tables WHERE schemaname = $1',
    [schema],
  );
  if (tables.rows.length === 0) return undefined;
  if (!tables.rows.some(({ name }) => name === 'meta') || !tables.rows.some(({ name }) => name === 'job')) {
    throw new OpenGuardError(
      'OG_STORE_OPEN',
      `cannot open the store ${place}: the schema belongs to another program; choose another`,
    );
  }
  return (await client.query<Meta & Record<string, unknown>>('SELECT version, kind FROM meta')).rows[0];
};

/**
 * Brings a store to the schema of today, in one transaction. Several processes may do so at once: one does, the
 * others wait and find it done.
 */
export const migrate = async (client: ClientBase, expected: Expected): Promise<void> => {
  const { place, schema, simulated } = expected;
  await client.query('SELECT pg_advisory_xact_lock($1, hashtext($2))', [LOCK, schema]);
  const meta = await readMeta(client, expected);
  const version = meta?.version ?? 0;
  if (version > MIGRATIONS.length) {
    throw new OpenGuardError(
      'OG_STORE_VERSION',
      `the store ${place} is of version ${version}, this program knows up to ${MIGRATIONS.length}; update OpenGuard, or choose another database`,
    );
  }
  const kind = meta?.kind ?? 'unset';
  const wanted = kindOf(simulated);
  if (kind !== wanted && kind !== 'unset' && wanted !== 'unset')
    throw refusedKind(place, kind, wanted, 'database');
  if (meta === undefined) await client.query(`CREATE SCHEMA IF NOT EXISTS ${schema}`);
  for (const step of MIGRATIONS.slice(version)) await client.query(step);
  if (version < MIGRATIONS.length) await client.query('UPDATE meta SET version = $1', [MIGRATIONS.length]);
  if (wanted !== 'unset') await client.query(`UPDATE meta SET kind = $1 WHERE kind = 'unset'`, [wanted]);
};
