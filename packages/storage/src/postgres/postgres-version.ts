import { OpenGuardError } from '@openguard/errors';
import type { SchemaVersion } from '../schema-version.js';
import type { PostgresOptions } from './connection.js';
import { reasonOf } from './failure.js';
import { placeOf } from './place.js';
import { MIGRATIONS } from './schema.js';

const CONNECT_MS = 10_000;

/**
 * Reads of which version the store in a database is, and changes nothing. Rejects with `OG_STORE_OPEN` when the
 * database does not answer.
 */
export const postgresVersion = async ({
  url,
  schema = 'openguard',
}: Pick<PostgresOptions, 'url' | 'schema'>): Promise<SchemaVersion> => {
  const place = placeOf(url, schema);
  const { Client } = await import('pg');
  const client = new Client({ connectionString: url, connectionTimeoutMillis: CONNECT_MS });
  // What is lost between two queries shows at the next.
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ there: boolean }>(
      'SELECT EXISTS (SELECT FROM pg_tables WHERE schemaname = $1 AND tablename = $2) AS there',
      [schema, 'meta'],
    );
    if (rows[0]?.there !== true) return { place, there: 0, known: MIGRATIONS.length };
    const meta = await client.query<{ version: number }>(
      `SELECT version FROM ${client.escapeIdentifier(schema)}.meta`,
    );
    return { place, there: meta.rows[0]?.version ?? 0, known: MIGRATIONS.length };
  } catch (error) {
    const text = `cannot open the store ${place}: ${reasonOf(error).text}`;
    throw new OpenGuardError('OG_STORE_OPEN', text, { cause: error });
  } finally {
    await client.end();
  }
};
