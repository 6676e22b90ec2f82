import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSqliteStore } from '../src/index.js';
import { storeContract } from './contract.js';

storeContract('SQLite', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'openguard-storage-'));
  return {
    open: () => openSqliteStore({ directory, simulated: false }),
    remove: () => rm(directory, { recursive: true }),
  };
});
