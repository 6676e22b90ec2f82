import { startPostgres, type Postgres } from '@openguard/postgres';
import { openguardServer, startOpenguardServer } from './commands.js';
import type { Started } from './process.js';
import type { Sandbox } from './sandbox.js';
import { startServer, type Server } from './server.js';
import { ANN } from './store.js';
import { until } from './waiting.js';

/** A web process and workers on one PostgreSQL, with a simulated estate of hosts from 127.1.0.0 on. */
export interface SharedDatabase {
  readonly postgres: Postgres;
  /** A web process that does no work itself. */
  readonly serve: (...args: readonly string[]) => Promise<Server>;
  readonly startWorker: (...args: readonly string[]) => Promise<Started>;
}

/** Starts the database, with Ann's account in it. */
export const sharedDatabase = async (box: Sandbox, hostCount: number): Promise<SharedDatabase> => {
  const postgres = await startPostgres();
  box.atEnd(() => postgres.stop());
  const url = new URL(postgres.url);
  const environment = { PGPASSWORD: decodeURIComponent(url.password) };
  url.password = '';
  const database = ['--database', url.href];
  const rights = ['--role', 'user', '--targetip', '127.0.0.0/8', '--password-stdin'];
  const added = await openguardServer(box, ['account', 'add', ANN.user, ...rights, ...database], {
    environment,
    input: `${ANN.password}\n`,
  });
  if (added.code !== 0) throw new Error(`account add: ${added.stderr}`);
  const hosts = Array.from({ length: hostCount }, (_, index) => ({
    ip: `127.1.0.${index}`,
    services: [{ port: 80, service: 'http' }],
  }));
  const estate = box.write('estate.json', JSON.stringify({ hosts }));
  const shared = ['--log', 'text', ...database, '--batch', '5'];
  return {
    postgres,
    serve: (...args) => {
      // Lists are searched by time.
      return startServer(box, {
        estate,
        clock: 'real',
        environment,
        args: [...shared, '--workers', '0', ...args],
      });
    },
    startWorker: async (...args) => {
      const simulation = ['--engine', 'simulated', '--estate', estate, '--seed', '7'];
      const worker = startOpenguardServer(
        box,
        ['worker', ...shared, ...simulation, '--workers', '1', '--host-ms', '150', ...args],
        { environment },
      );
      box.ifItFails(() => `a worker said: ${worker.stderr()}`);
      await until('the worker works', () => worker.stdout().includes('works with'));
      return worker;
    },
  };
};
