import { isOpenGuardError, OpenGuardError } from '@openguard/errors';
import { createHistory, type History } from '@openguard/service';
import {
  holdsStore,
  openPostgresStore,
  openSqliteStore,
  postgresVersion,
  stateDirectory,
  type Store,
} from '@openguard/storage';
import { randomBytes } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
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
const hasOwnHistory = async (
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

/** Where the options say that the history is, if they do. */
const placeOf = ({ values: { store } }: Invocation): string | undefined => {
  if (store === '') throw new OpenGuardError('OG_USAGE', '--store: give a directory or a database');
  return typeof store === 'string' ? store : undefined;
};

const openStore = (place: string | undefined, simulated: boolean, io: Invocation['io']): Promise<Store> => {
  if (place !== undefined && isDatabase(place))
    return openPostgresStore({ url: checkedUrl(place), simulated });
  return openSqliteStore({ directory: place ?? ownDirectory(simulated, io), simulated });
};

/** The name of an account that is there, or that of whoever works alone. */
const accountOf = async (store: Store, { values: { account } }: Invocation): Promise<string> => {
  const name = typeof account === 'string' ? account : LOCAL;
  if (account === undefined || (await store.findAccount(name)) !== undefined) return name;
  throw new OpenGuardError('OG_USAGE', `the store has no account ${JSON.stringify(name.slice(0, 64))}`);
};

const prepareAccount = async (store: Store, name: string): Promise<string> => {
  if ((await store.findAccount(name)) !== undefined) return name;
  const createdAt = Date.now();
  try {
    await store.addAccount({ name, role: 'user', targets: '', domain: '', passwordHash: 'none', createdAt });
  } catch (error) {
    // Another command may have begun the same history meanwhile.
    if ((await store.findAccount(name)) === undefined) throw error;
  }
  return name;
};

/** Refuses a place without a store: its name may be mistyped, and an empty history reads as a clean one. */
const expectStore = async (place: string): Promise<void> => {
  const database = isDatabase(place);
  const there = database ? (await postgresVersion({ url: checkedUrl(place) })).there > 0 : holdsStore(place);
  if (there) return;
  const where = database ? 'that database' : resolve(place);
  throw new OpenGuardError(
    'OG_STORE_OPEN',
    `there is no history in ${where}; correct --store, or begin one with: openguard import`,
  );
};

const historyIn = (store: Store, account: string): History =>
  createHistory({ store, account, clock: Date.now, newId: () => randomBytes(4).toString('hex') });

/** A history that is open, and how to give its store back. */
export interface OpenHistory {
  readonly history: History;
  readonly close: () => Promise<void>;
}

/**
 * Opens the history that the options of a command name, of real reports or of simulated ones, and begins one that is
 * not there: for what takes in or accepts.
 */
export const openHistory = async (invocation: Invocation, simulated: boolean): Promise<OpenHistory> => {
  const store = await openStore(placeOf(invocation), simulated, invocation.io);
  try {
    const account = await prepareAccount(store, await accountOf(store, invocation));
    return { history: historyIn(store, account), close: store.close };
  } catch (error) {
    await store.close();
    throw error;
  }
};

/** Works with a history, which is begun if it is not there, and gives its store back whatever comes. */
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

/**
 * Reads a history, and never makes one. Gives `otherwise` when the user has not begun any; rejects with `OG_STORE_OPEN`
 * when there is none in the place that the options name.
 */
export const readHistory = async <A>(
  invocation: Invocation,
  simulated: boolean,
  work: (history: History) => Promise<A>,
  otherwise: A,
): Promise<A> => {
  const place = placeOf(invocation);
  if (place !== undefined) await expectStore(place);
  else if (!(await hasOwnHistory(invocation.io, simulated))) return otherwise;
  const store = await openStore(place, simulated, invocation.io);
  try {
    return await work(historyIn(store, await accountOf(store, invocation)));
  } finally {
    await store.close();
  }
};

/** Works with a history, and says how its kind is asked for where it is the other one. For what has `--simulated`. */
export const ofKindAsked = async <A>(simulated: boolean, work: () => Promise<A>): Promise<A> => {
  try {
    return await work();
  } catch (error) {
    if (!isOpenGuardError(error) || error.code !== 'OG_STORE_KIND') throw error;
    const hint = simulated ? 'leave --simulated out' : 'give --simulated';
    throw new OpenGuardError('OG_STORE_KIND', `${error.message}, or ${hint}`);
  }
};
