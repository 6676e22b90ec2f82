import { changesOf } from '../sql/work.js';
import { storeOver } from '../store-over.js';
import type { Store } from '../store.js';
import { openPostgres, type PostgresOptions } from './connection.js';

/**
 * Opens the store in a PostgreSQL database; makes its schema when that is missing, and brings an older one to
 * today's. Any number of processes on any machines may have it open.
 *
 * A call takes one of a few connections; when none gets free, or the server does not answer, it rejects after some
 * seconds. A lost connection makes the call that uses it reject; the next call takes a new one. The URL's password is
 * in no error.
 *
 * Rejects with `OG_STORE_OPEN` (no server, wrong password, no such database, too few rights), `OG_STORE_VERSION`
 * (made by a newer version), `OG_STORE_KIND` (keeps the other kind of reports) or `OG_STORE_FULL`; then nothing in
 * the store has changed.
 */
export const openPostgresStore = async (options: PostgresOptions): Promise<Store> => {
  const database = await openPostgres(options);
  const store = storeOver(database);
  return {
    ...store,
    restore: async (lines) => {
      await store.restore(lines);
      // Until the server looks by itself, a minute or so later, it takes the tables for empty ones.
      await database.call('count what was restored', 'apart', () => changesOf('ANALYZE'));
    },
  };
};
