import { findPostgres, startPostgres } from '@openguard/postgres';
import { openPostgresStore, openSqliteStore, type Store } from '@openguard/storage';

/** Where a server of the bench keeps its store. */
export interface Place {
  readonly name: string;
  readonly fresh: () => Promise<FreshStore>;
}

/** A store that nothing is in yet. */
interface FreshStore {
  /** A PostgreSQL without its password, which is in `env`; undefined where the store is a file. */
  readonly database?: string;
  readonly env: NodeJS.ProcessEnv;
  readonly open: (directory: string) => Promise<Store>;
  readonly close: () => Promise<void>;
}

/** A file. */
export const SQLITE: Place = {
  name: 'SQLite',
  fresh: () =>
    Promise.resolve({
      env: process.env,
      open: (directory) => openSqliteStore({ directory, simulated: true }),
      close: () => Promise.resolve(),
    }),
};

const POSTGRES: Place = {
  name: 'PostgreSQL',
  fresh: async () => {
    const { url, stop } = await startPostgres({ durable: true });
    const bare = new URL(url);
    const password = bare.password;
    bare.password = '';
    return {
      database: bare.href,
      env: { ...process.env, PGPASSWORD: password },
      open: () => openPostgresStore({ url, simulated: true }),
      close: stop,
    };
  },
};

/** PostgreSQL that waits for the disk, where there is one on this machine. */
export const postgres = (): Place | undefined => (findPostgres() === undefined ? undefined : POSTGRES);
