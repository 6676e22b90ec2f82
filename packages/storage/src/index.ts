export { KeptMap } from './kept-map.js';
export { claimDirectory } from './sqlite/claim-directory.js';
export { openSqliteStore } from './sqlite/open-sqlite-store.js';
export type { SqliteOptions } from './sqlite/connection.js';
export type { MapQuery, ScanQuery, Store } from './store.js';
