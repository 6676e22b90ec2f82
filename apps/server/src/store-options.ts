import { openSqliteStore, type Store } from '@openguard/storage';
import { defaultDataDirectory } from './state-directory.js';

/** What `--help` says of where the store is. */
export const STORE_HELP = `  --data DIR               where the store lies; the user's state directory unless told
`;

/** The options that say where the store is. */
export const STORE_OPTIONS = { data: { type: 'string' } } as const;

/** The values of those options. */
interface StoreValues {
  readonly data?: string | undefined;
}

/** Where a store is. */
interface StoreLocation {
  readonly directory: string;
}

/** Where the store is that the arguments name; `simulated` decides when they name none. */
const storeLocation = (values: StoreValues, simulated: boolean): StoreLocation => ({
  directory: values.data ?? defaultDataDirectory(process.env, process.platform, simulated),
});

/** Opens a store. Whether it keeps simulated reports has to be said where reports are made. */
const openStore = ({ directory }: StoreLocation, simulated?: boolean): Promise<Store> =>
  openSqliteStore({ directory, ...(simulated === undefined ? {} : { simulated }) });

/** Works on the store that the arguments name, and closes it whatever comes. */
export const withStore = async <A>(values: StoreValues, work: (store: Store) => Promise<A>): Promise<A> => {
  const store = await openStore(storeLocation(values, false));
  try {
    return await work(store);
  } finally {
    await store.close();
  }
};
