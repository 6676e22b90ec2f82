// needs: postgres
import { startPostgres, type Postgres } from '@openguard/postgres';
import { afterAll, beforeAll } from 'vitest';
import { openPostgresStore } from '../src/index.js';
import { storeContract } from './contract.js';
import { dropSchema } from './postgres-schema.js';

let server: Postgres;
let places = 0;

beforeAll(async () => {
  server = await startPostgres();
});
afterAll(() => server.stop());

storeContract('PostgreSQL', () => {
  places += 1;
  const schema = `place_${places}`;
  return Promise.resolve({
    open: () => openPostgresStore({ url: server.url, simulated: false, schema, connections: 4 }),
    remove: () => dropSchema(server.url, schema),
  });
});
