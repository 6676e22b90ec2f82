// needs: postgres
import { startPostgres, type Postgres } from '@openguard/postgres';
import { afterAll, beforeAll } from 'vitest';
import { openPostgresStore, openSqliteStore } from '../src/index.js';
import { backupContract } from './backup.js';
import { temporaryDirectory } from './temporary.js';

let server: Postgres;
let schemas = 0;

beforeAll(async () => {
  server = await startPostgres();
});
afterAll(() => server.stop());

const kind = (simulated: boolean | undefined) => (simulated === undefined ? {} : { simulated });
const inSqlite = (simulated?: boolean) =>
  openSqliteStore({ directory: temporaryDirectory(), ...kind(simulated) });
const inPostgres = (simulated?: boolean) => {
  schemas += 1;
  return openPostgresStore({ url: server.url, schema: `copy_${schemas}`, ...kind(simulated) });
};

backupContract('PostgreSQL to PostgreSQL', inPostgres, inPostgres);
backupContract('SQLite to PostgreSQL', inSqlite, inPostgres);
backupContract('PostgreSQL to SQLite', inPostgres, inSqlite);
