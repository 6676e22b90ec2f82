import { isOpenGuardError, OpenGuardError } from '@openguard/errors';
import type { Pool, PoolClient } from 'pg';
import { storeFailed } from '../failure.js';
import type { Database } from '../sql/database.js';
import type { Work } from '../sql/work.js';
import { isAnswer, isCollision, reasonOf } from './failure.js';
import { migrate } from './migrate.js';
import { placeOf } from './place.js';
import { openSession } from './session.js';
import { onAny, onConnection, perform, refusing } from './statements.js';

/**
 * Where a store lies and what it keeps.
 *
 * - `url`: such as `postgres://user:password@host:5432/database`. What it leaves out comes from the environment
 *   variables of PostgreSQL's own programs (PGPASSWORD, say). The user makes the schema, so it owns the database or may
 *   create schemas in it.
 * - `simulated`: whether its reports are of a simulated estate. A store keeps one kind for good: that of whoever
 *   first says. Left out by those who work on accounts alone.
 * - `schema`: the schema of its tables, `openguard` unless said otherwise; small letters, digits and underscores.
 * - `connections`: how many of them are open at most, 8 unless said otherwise.
 */
export interface PostgresOptions {
  readonly url: string;
  readonly simulated?: boolean;
  readonly schema?: string;
  readonly connections?: number;
}

const CONNECT_MS = 10_000;
/** The server ends a statement after the first, and we wait no longer than the second for one that does not. */
const STATEMENT_MS = 60_000;
const ANSWER_MS = 70_000;
/** How often work is done anew when others were at the same rows. */
const TRIES = 5;

const openPool = async ({ url, connections = 8 }: PostgresOptions, schema: string): Promise<Pool> => {
  // A program without PostgreSQL does not load it.
  const { Pool } = await import('pg');
  const pool = new Pool({
    connectionString: url,
    options: `-c search_path=${schema}`,
    application_name: 'openguard',
    max: connections,
    connectionTimeoutMillis: CONNECT_MS,
    statement_timeout: STATEMENT_MS,
    idle_in_transaction_session_timeout: STATEMENT_MS,
    query_timeout: ANSWER_MS,
    keepAlive: true,
  });
  // A connection that is lost while nobody uses it is replaced by the next call; one in use rejects that call.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => void client.on('error', () => undefined));
  return pool;
};

const BEGIN = { together: 'BEGIN', lightly: 'BEGIN; SET LOCAL synchronous_commit = off' } as const;

/** Does something as one transaction on a connection of its own; nothing of it when it throws. */
const inTransaction = async <A>(
  pool: Pool,
  refused: (error: unknown) => Error,
  work: (client: PoolClient) => Promise<A>,
  begin = 'BEGIN',
): Promise<A> => {
  const told = (error: unknown): never => {
    throw refused(error);
  };
  const client = await pool.connect().catch(told);
  let usable = false;
  try {
    await client.query(begin).catch(told);
    const result = await work(client);
    await client.query('COMMIT').catch(told);
    usable = true;
    return result;
  } catch (error) {
    const database = isOpenGuardError(error) ? error.cause : undefined;
    // On a connection that is gone, what was begun is undone by the server.
    if (database === undefined || isAnswer(database)) {
      usable = await client.query('ROLLBACK').then(
        () => true,
        () => false,
      );
    }
    throw error;
  } finally {
    client.release(!usable);
  }
};

const together = async <A>(
  pool: Pool,
  refused: (error: unknown) => Error,
  work: () => Work<A>,
  begin: string,
): Promise<A> => {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await inTransaction(
        pool,
        refused,
        (client) => perform(onConnection(client), work(), refused),
        begin,
      );
    } catch (error) {
      if (!isOpenGuardError(error) || !isCollision(error.cause) || attempt === TRIES) throw error;
    }
  }
};

const prepareStore = async (pool: Pool, place: string, schema: string, simulated: boolean | undefined) => {
  const refused = (error: unknown): Error => {
    if (isOpenGuardError(error)) return error;
    const { code, text } = reasonOf(error);
    const kind = code === 'OG_STORE_FULL' ? code : 'OG_STORE_OPEN';
    return new OpenGuardError(kind, `cannot open the store ${place}: ${text}`, { cause: error });
  };
  await inTransaction(pool, refused, (client) =>
    migrate(client, { place, schema, simulated }).catch((error: unknown) => {
      throw refused(error);
    }),
  );
};

/** Opens the database of a URL, making and migrating its schema as needed. Errors are those of openPostgresStore. */
export const openPostgres = async (options: PostgresOptions): Promise<Database> => {
  const { url, simulated, schema = 'openguard' } = options;
  if (!/^[a-z_][a-z0-9_]{0,62}$/.test(schema))
    throw new OpenGuardError('OG_STORE_OPEN', 'a schema has small letters, digits and underscores');
  const place = placeOf(url, schema);
  const pool = await openPool(options, schema);
  let closed = false;
  try {
    await prepareStore(pool, place, schema, simulated);
  } catch (error) {
    await pool.end();
    throw error;
  }
  return {
    place,
    packs: true,
    call: (task, manner, work) => {
      if (closed) return Promise.reject(storeFailed(place, task, 'it is closed'));
      const refused = refusing(place, task);
      return manner === 'apart'
        ? perform(onAny(pool), work(), refused)
        : together(pool, refused, work, BEGIN[manner]);
    },
    // It reuses the room of what was erased, and keeps its log, as its operator has set.
    forget: () => Promise.resolve(),
    openSession: (task, purpose) =>
      closed
        ? Promise.reject(storeFailed(place, task, 'it is closed'))
        : openSession(pool, place, task, purpose),
    close: async () => {
      if (closed) return;
      closed = true;
      await pool.end();
    },
  };
};
