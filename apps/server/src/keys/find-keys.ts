import { countSealed, type Sealing } from '@openguard/service';
import { join } from 'node:path';
import { usage } from '../arguments.js';
import type { Log } from '../logging/log.js';
import type { ServeOptions } from '../serve-options.js';
import { followKeyFile } from './follow-key-file.js';
import { keysIn, ownKeys, readKeyFile, sealingWith } from './key-file.js';

/** Where a server may have its keys. */
export interface KeyPlace {
  readonly directory: string;
  /** A database that several machines share, where none can make a key of its own. */
  readonly database?: string;
  readonly keyFile?: string;
}

/** The variables of the environment. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** The file of a server on one machine. */
const OWN = 'mail.key';
const VARIABLE = 'OPENGUARD_KEYS';

/** The file that holds the keys; `undefined` where they stand in the environment, or a database is shared. */
export const keyFileOf = (
  { directory, database, keyFile }: KeyPlace,
  environment: Environment,
): string | undefined => {
  if (keyFile !== undefined) return keyFile;
  return hasKeys(environment) || database !== undefined ? undefined : join(directory, OWN);
};

/** Whether the environment holds keys. */
export const hasKeys = (environment: Environment): boolean => (environment[VARIABLE] ?? '') !== '';

/** What the keys of the environment seal and open. Throws `OG_USAGE` where they are none. */
export const keysOfEnvironment = (environment: Environment): Sealing => {
  const sealing = sealingWith(keysIn(environment[VARIABLE] ?? ''));
  if (sealing === undefined) throw usage(`${VARIABLE} does not hold the text of a key file`);
  return sealing;
};

const sealedIn = async (store: Parameters<typeof countSealed>[0]): Promise<number> =>
  [...(await countSealed(store)).values()].reduce((sum, count) => sum + count, 0);

/**
 * The keys of a server: of the file that the operator names, else of `OPENGUARD_KEYS`, which holds the text of such a
 * file, else, with no shared database, of a file of its own that is made when it is first needed; one that is gone
 * while the store holds secrets is no such case, and refused. `undefined` where
 * there are none.
 */
export const findSealing = async (
  place: KeyPlace,
  environment: Environment,
  store: Parameters<typeof countSealed>[0],
): Promise<Sealing | undefined> => {
  const { keyFile } = place;
  if (keyFile !== undefined) return sealingWith(await readKeyFile(keyFile));
  if (hasKeys(environment)) return keysOfEnvironment(environment);
  const own = keyFileOf(place, environment);
  return own === undefined ? undefined : sealingWith(await ownKeys(own, () => sealedIn(store)));
};

/**
 * What seals and opens for a server at the moment: found when it is first asked for, and again when the key file is
 * another one.
 */
export const sealingOf = (
  { directory, database, mail: { keyFile } }: Pick<ServeOptions, 'directory' | 'database' | 'mail'>,
  store: Parameters<typeof countSealed>[0],
  say: Log['say'],
  environment: Environment = process.env,
): (() => Promise<Sealing | undefined>) => {
  const place = {
    directory,
    ...(database === undefined ? {} : { database }),
    ...(keyFile === undefined ? {} : { keyFile }),
  };
  const find = () => findSealing(place, environment, store);
  const file = keyFileOf(place, environment);
  if (file !== undefined) return followKeyFile(file, find, say);
  let found: Promise<Sealing | undefined> | undefined;
  return () => (found ??= find());
};
