import { openPostgresStore, openSqliteStore, type Store } from '@openguard/storage';
import { databaseUrl } from './database-url.js';
import { defaultDataDirectory } from './state-directory.js';

/** What `--help` says of where the store is. */
export const STORE_HELP = `  --data DIR               where the store lies; the user's state directory unless told
  --database URL           a PostgreSQL database in its place: postgres://USER@HOST:PORT/NAME, with its
                           password in PGPASSWORD
`;

/** The options that say where the store is. */
export const STORE_OPTIONS = { data: { type: 'string' }, database: { type: 'string' } } as const;

/** The values of those options. */
interface StoreValues {
  readonly data?: string | undefined;
  readonly database?: string | undefined;
}

/** Where a store is. */
export interface StoreLocation {
  readonly directory: string;
  readonly database?: string;
}

/** Where the store is that the arguments name. */
export const storeLocation = (values: StoreValues): StoreLocation => ({
  directory: values.data ?? defaultDataDirectory(process.env, process.platform, false),
  ...(values.database === undefined ? {} : { database: databaseUrl(values.database) }),
});

/** Opens a store, whatever kind of reports it keeps. */
export const openStore = ({ directory, database }: StoreLocation): Promise<Store> =>
  database === undefined ? openSqliteStore({ directory }) : openPostgresStore({ url: database });

/** Works on the store that the arguments name, and closes it whatever comes. */
export const withStore = async <A>(values: StoreValues, work: (store: Store) => Promise<A>): Promise<A> => {
  const store = await openStore(storeLocation(values));
  try {
    return await work(store);
  } finally {
    await store.close();
  }
};
