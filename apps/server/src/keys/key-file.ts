import { OpenGuardError } from '@openguard/errors';
import { createSealing, SEALING_KEY_LENGTH, type Sealing } from '@openguard/service';
import { makeDirectory } from '@openguard/storage';
import { randomBytes, randomUUID } from 'node:crypto';
import { constants, existsSync } from 'node:fs';
import { link, open, realpath, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { isSystemError } from '../system-error.js';

/** A line for each key, the one that seals first: what it is, and the key. */
const LINE = /^openguard-mail-key-1 ([A-Za-z0-9_-]{43})$/;
const LONGEST = 16 * 1024;

const failure = (path: string, why: string): OpenGuardError =>
  new OpenGuardError('OG_INPUT_FILE', `the key file ${path} ${why}`);

const readPrivately = async (path: string, platform: string): Promise<string> => {
  // Not to wait for whoever may write into a pipe.
  const file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    const stats = await file.stat();
    if (!stats.isFile()) throw failure(path, 'is no regular file');
    const { mode, size } = stats;
    if (platform !== 'win32' && (mode & 0o077) !== 0)
      throw failure(path, 'can be read by others; take that from them with chmod 600');
    return size > LONGEST ? '' : await file.readFile('utf8');
  } finally {
    await file.close();
  }
};

const writeNew = async (path: string, text: string): Promise<void> => {
  const file = await open(path, 'wx', 0o600);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
};

/** The keys in the text of a key file, the one that seals first; none where any line is something else. */
export const keysIn = (text: string): readonly Uint8Array[] => {
  const found = text
    .split(/\r?\n/)
    .filter((line) => line !== '')
    .map((line) => LINE.exec(line)?.[1]);
  return found.every((key) => key !== undefined)
    ? found.map((key) => Buffer.from(key, 'base64url').subarray(0, SEALING_KEY_LENGTH))
    : [];
};

const textOf = (keys: readonly Uint8Array[]): string =>
  keys.map((key) => `openguard-mail-key-1 ${Buffer.from(key).toString('base64url')}\n`).join('');

/**
 * Reads the keys that seal what is secret: the first seals, all of them open. Rejects with `OG_INPUT_FILE` when they
 * cannot be read, are none, or may be read by others, as far as the system knows of others.
 */
export const readKeyFile = async (
  path: string,
  platform: string = process.platform,
): Promise<readonly Uint8Array[]> => {
  const text = await readPrivately(path, platform).catch((error: unknown) => {
    if (error instanceof OpenGuardError || !isSystemError(error)) throw error;
    const advice = error.code === 'ENOENT' ? '; make one with: openguard-server mail key FILE' : '';
    throw failure(path, `cannot be read: ${error.code}${advice}`);
  });
  const keys = keysIn(text);
  if (keys.length === 0) throw failure(path, 'holds no key; make one with: openguard-server mail key FILE');
  return keys;
};

/** Makes a file as a whole or not at all, where `place` puts it from a draft beside it. */
const make = async (
  path: string,
  keys: readonly Uint8Array[],
  place: (draft: string, path: string) => Promise<void>,
): Promise<void> => {
  const draft = `${path}.${randomUUID()}`;
  try {
    await makeDirectory(dirname(path));
    await writeNew(draft, textOf(keys));
    await place(draft, path);
  } catch (error) {
    if (!isSystemError(error)) throw error;
    const why = error.code === 'EEXIST' ? 'is there already' : `cannot be made: ${error.code}`;
    throw new OpenGuardError('OG_OUTPUT_FILE', `the key file ${path} ${why}`, { cause: error });
  } finally {
    await rm(draft, { force: true });
  }
};

/**
 * Makes a file with a new key that nobody else may read. It is there as a whole or not at all, and one that is
 * there already stays. Rejects with `OG_OUTPUT_FILE` when it is, or when none can be made.
 */
export const makeKeyFile = (path: string): Promise<void> =>
  make(path, [randomBytes(SEALING_KEY_LENGTH)], link);

/** Where a file really is: what a link leads to, or the path itself where nothing is. */
const targetOf = async (path: string): Promise<string> => {
  try {
    return await realpath(path);
  } catch (error) {
    if (!isSystemError(error) || error.code !== 'ENOENT') throw error;
    return path;
  }
};

/** Puts other keys into a key file, all or none of them. A link stays, and what it leads to is replaced. */
export const writeKeyFile = async (path: string, keys: readonly Uint8Array[]): Promise<void> =>
  make(await targetOf(path), keys, rename);

const isThere = (error: unknown): boolean =>
  error instanceof OpenGuardError && isSystemError(error.cause) && error.cause.code === 'EEXIST';

/** Reads the keys of a server on one machine, and makes one first if there is none and nothing was ever sealed. */
export const ownKeys = async (
  path: string,
  sealedBefore: () => Promise<number>,
): Promise<readonly Uint8Array[]> => {
  if (existsSync(path)) return readKeyFile(path);
  const sealed = await sealedBefore();
  if (sealed > 0) {
    const secrets = sealed === 1 ? 'a secret' : `${sealed} secrets`;
    const advice = 'put it back; a new one, made with "openguard-server mail key", cannot open them';
    throw new OpenGuardError(
      'OG_KEYS',
      `the key file ${path} is gone, and the store holds ${secrets}: ${advice}`,
    );
  }
  await makeKeyFile(path).catch((error: unknown) => {
    if (!isThere(error)) throw error;
  });
  return readKeyFile(path);
};

/** What seals with the first of some keys, and opens with all. */
export const sealingWith = ([first, ...older]: readonly Uint8Array[]): Sealing | undefined =>
  first === undefined ? undefined : createSealing(first, older);
