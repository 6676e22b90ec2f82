import type { Sealing } from '@openguard/service';
import { join } from 'node:path';
import { usage } from '../arguments.js';
import type { ServeOptions } from '../serve-options.js';
import { keysIn, ownKeys, readKeyFile, sealingWith } from './key-file.js';

/** Where a server may have its keys. */
export interface KeyPlace {
  readonly directory: string;
  /** A database that several machines share, where none can make a key of its own. */
  readonly database?: string;
  readonly keyFile?: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

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

/**
 * The keys of a server: of the file that the operator names, else of `OPENGUARD_KEYS`, which holds the text of such a
 * file, else, with no shared database, of a file of its own that is made when it is first needed. `undefined` where
 * there are none.
 */
export const findSealing = async (
  place: KeyPlace,
  environment: Environment,
): Promise<Sealing | undefined> => {
  const { keyFile } = place;
  if (keyFile !== undefined) return sealingWith(await readKeyFile(keyFile));
  if (hasKeys(environment)) {
    const sealing = sealingWith(keysIn(environment[VARIABLE] ?? ''));
    if (sealing === undefined) throw usage(`${VARIABLE} does not hold the text of a key file`);
    return sealing;
  }
  const own = keyFileOf(place, environment);
  return own === undefined ? undefined : sealingWith(await ownKeys(own));
};

/** What seals and opens for a server, found when it is first asked for. */
export const sealingOf = (
  { directory, database, mail: { keyFile } }: Pick<ServeOptions, 'directory' | 'database' | 'mail'>,
  environment: Environment = process.env,
): (() => Promise<Sealing | undefined>) => {
  const place = {
    directory,
    ...(database === undefined ? {} : { database }),
    ...(keyFile === undefined ? {} : { keyFile }),
  };
  let found: Promise<Sealing | undefined> | undefined;
  return () => (found ??= findSealing(place, environment));
};
