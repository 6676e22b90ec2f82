import { createLocalQueue, openPostgresQueue, type BatchQueue } from '@openguard/queue';
import { claimDirectory, openPostgresStore, openSqliteStore, type Store } from '@openguard/storage';

/** Where the truth lies, and where work is handed out. */
export interface Workplace {
  readonly store: Store;
  readonly queue: BatchQueue;
  /** Gives both back. */
  readonly close: () => Promise<void>;
}

/** Where a server keeps what it keeps. */
export interface WorkplaceOptions {
  readonly directory: string;
  /** The address of a PostgreSQL database, in place of a file in the directory. */
  readonly database?: string;
  readonly simulated: boolean;
  readonly unexpected: (error: unknown) => void;
}

const openDatabase = async (url: string, { simulated, unexpected }: WorkplaceOptions): Promise<Workplace> => {
  const store = await openPostgresStore({ url, simulated });
  try {
    const queue = await openPostgresQueue({ url, unexpected });
    return {
      store,
      queue,
      close: async () => {
        await queue.stop();
        await store.close();
      },
    };
  } catch (error) {
    await store.close();
    throw error;
  }
};

const openDirectory = async ({ directory, simulated, unexpected }: WorkplaceOptions): Promise<Workplace> => {
  const release = await claimDirectory(directory);
  try {
    const store = await openSqliteStore({ directory, simulated });
    const close = (): Promise<void> => store.close().finally(release);
    return { store, queue: createLocalQueue({ unexpected }), close };
  } catch (error) {
    release();
    throw error;
  }
};

/** Opens a file for this process alone, or a database for this process among others. */
export const openWorkplace = (options: WorkplaceOptions): Promise<Workplace> =>
  options.database === undefined ? openDirectory(options) : openDatabase(options.database, options);
