import { OpenGuardError } from '@openguard/errors';
import { createHistory, type History } from '@openguard/service';
import { openPostgresStore, openSqliteStore, stateDirectory, type Store } from '@openguard/storage';
import { randomBytes } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Invocation } from './command.js';

/** Options of every command that works with the user's own history. */
export const HISTORY_OPTIONS = {
  store: { type: 'string' },
  account: { type: 'string' },
} as const;

/** What `--help` says about {@link HISTORY_OPTIONS}. */
export const HISTORY_HELP = `  --store DIR|postgres://...      where the history is kept; else in your state directory, real and simulated
                                  reports apart. The password of a database is read from PGPASSWORD
  --account NAME                  whose history in that store, such as that of a server; else "local"
`;

/** The account of whoever works alone. No password belongs to it, so that no server lets it in. */
const LOCAL = 'local';

const isDatabase = (place: string): boolean => /^postgres(?:ql)?:/.test(place);

const checkedUrl = (place: string): string => {
  const url = URL.parse(place.replace(/@\//, '@socket/'));
  if (url === null)
    throw new OpenGuardError('OG_USAGE', '--store: a database is postgres://USER@HOST:PORT/NAME');
  if (url.password !== '' || url.searchParams.has('password'))
    throw new OpenGuardError(
      'OG_USAGE',
      '--store cannot hold a password, which others could see; PostgreSQL reads it from PGPASSWORD',
    );
  return place;
};

const ownDirectory = (simulated: boolean, { environment }: Pick<Invocation['io'], 'environment'>): string =>
  join(stateDirectory(environment, process.platform), simulated ? 'history-simulated' : 'history');

/** Whether a history of the user's own was begun. */
export const hasOwnHistory = async (
  io: Pick<Invocation['io'], 'environment'>,
  simulated: boolean,
): Promise<boolean> => {
  try {
    return (await stat(ownDirectory(simulated, io))).isDirectory();
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return false;
    throw error;
  }
};

const openStore = (place: string | undefined, simulated: boolean, io: Invocation['io']): Promise<Store> => {
  if (place === '') throw new OpenGuardError('OG_USAGE', '--store: give a directory or a database');
  if (place !== undefined && isDatabase(place))
    return openPostgresStore({ url: checkedUrl(place), simulated });
  return openSqliteStore({ directory: place ?? ownDirectory(simulated, io), simulated });
};

const prepareAccount = async (store: Store, account: string | undefined): Promise<string> => {
  const name = account ?? LOCAL;
  if ((await store.findAccount(name)) !== undefined) return name;
  if (account !== undefined)
    throw new OpenGuardError('OG_USAGE', `the store has no account ${JSON.stringify(account.slice(0, 64))}`);
  const createdAt = Date.now();
  await store.addAccount({ name, role: 'user', targets: '', domain: '', passwordHash: 'none', createdAt });
  return name;
};

/** A history that is open, and how to give its store back. */
export interface OpenHistory {
  readonly history: History;
  readonly close: () => Promise<void>;
}

/** Opens the history that the options of a command name, of real reports or of simulated ones. */
export const openHistory = async (invocation: Invocation, simulated: boolean): Promise<OpenHistory> => {
  const { store: place, account: name } = invocation.values;
  const store = await openStore(typeof place === 'string' ? place : undefined, simulated, invocation.io);
  try {
    const account = await prepareAccount(store, typeof name === 'string' ? name : undefined);
    const newId = (): string => randomBytes(4).toString('hex');
    return { history: createHistory({ store, account, clock: Date.now, newId }), close: store.close };
  } catch (error) {
    await store.close();
    throw error;
  }
};

/** Works with a history, and gives its store back whatever comes. */
export const withHistory = async <A>(
  invocation: Invocation,
  simulated: boolean,
  work: (history: History) => Promise<A>,
): Promise<A> => {
  const { history, close } = await openHistory(invocation, simulated);
  try {
    return await work(history);
  } finally {
    await close();
  }
};
