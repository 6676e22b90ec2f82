import type { Store } from '../store.js';
import { storeOver } from '../store-over.js';
import { openConnection, type SqliteOptions } from './connection.js';

/**
 * Opens the store in a directory over SQLite; makes the directory (mode 0700) and the file `openguard.db`
 * (mode 0600) when they are missing, and brings an older schema to today's.
 *
 * Every call is one short transaction that is on the disk when it resolves, but for those that say otherwise. SQLite works in the calling
 * thread; a call waits up to five seconds for another process that writes.
 *
 * Rejects with `OG_STORE_OPEN` (not a database, not a directory, no write access), `OG_STORE_VERSION` (made
 * by a newer version), `OG_STORE_KIND` (keeps the other kind of reports) or `OG_STORE_FULL`; then nothing in
 * the store has changed.
 */
export const openSqliteStore = async (options: SqliteOptions): Promise<Store> =>
  storeOver(await openConnection(options));
