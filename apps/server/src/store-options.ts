import { OpenGuardError } from '@openguard/errors';
import {
  holdsStore,
  openPostgresStore,
  openSqliteStore,
  postgresVersion,
  type Store,
} from '@openguard/storage';
import { resolve } from 'node:path';
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

const closing = async <A>(opened: Promise<Store>, work: (store: Store) => Promise<A>): Promise<A> => {
  const store = await opened;
  try {
    return await work(store);
  } finally {
    await store.close();
  }
};

/** Whether there is a store; makes none. Rejects with `OG_STORE_OPEN` when a database does not answer. */
export const isStoreThere = async ({ directory, database }: StoreLocation): Promise<boolean> =>
  database === undefined ? holdsStore(directory) : (await postgresVersion({ url: database })).there > 0;

/** Opens a store that is there. */
const openExisting = async (location: StoreLocation): Promise<Store> => {
  if (await isStoreThere(location)) return openStore(location);
  const { directory, database } = location;
  const [where, option] =
    database === undefined ? [resolve(directory), '--data'] : ['that database', '--database'];
  const advice = `correct ${option}, or make one with: openguard-server account add`;
  throw new OpenGuardError('OG_STORE_OPEN', `there is no store in ${where}; ${advice}`);
};

/**
 * Works on the store that the arguments name, and closes it whatever comes. One that is not there is made: for what an
 * operator begins with.
 */
export const withAnyStore = <A>(values: StoreValues, work: (store: Store) => Promise<A>): Promise<A> =>
  closing(openStore(storeLocation(values)), work);

/** Works on the store that the arguments name, and refuses when it is not there: its name may be mistyped. */
export const withStore = <A>(values: StoreValues, work: (store: Store) => Promise<A>): Promise<A> =>
  closing(openExisting(storeLocation(values)), work);
