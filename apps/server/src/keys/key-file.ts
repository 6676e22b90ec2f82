import { OpenGuardError } from '@openguard/errors';
import { SEALING_KEY_LENGTH } from '@openguard/service';
import { randomBytes, randomUUID } from 'node:crypto';
import { link, mkdir, open, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { isSystemError } from '../system-error.js';

/** One line: what it is, and the key. */
const LINE = /^openguard-mail-key-1 ([A-Za-z0-9_-]{43})\r?\n?$/;
const LONGEST = 1024;

const failure = (path: string, why: string): OpenGuardError =>
  new OpenGuardError('OG_INPUT_FILE', `the key file ${path} ${why}`);

const readPrivately = async (path: string, platform: string): Promise<string> => {
  const file = await open(path, 'r');
  try {
    const { mode, size } = await file.stat();
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

/**
 * Reads a key that seals mails. Rejects with `OG_INPUT_FILE` when it cannot be read, is none, or may be read by
 * others, as far as the system knows of others.
 */
export const readKeyFile = async (path: string, platform: string = process.platform): Promise<Uint8Array> => {
  const text = await readPrivately(path, platform).catch((error: unknown) => {
    if (error instanceof OpenGuardError || !isSystemError(error)) throw error;
    const advice = error.code === 'ENOENT' ? '; make one with: openguard-server mail key FILE' : '';
    throw failure(path, `cannot be read: ${error.code}${advice}`);
  });
  const [, key = ''] = LINE.exec(text) ?? [];
  if (key === '') throw failure(path, 'holds no key; make one with: openguard-server mail key FILE');
  return Buffer.from(key, 'base64url').subarray(0, SEALING_KEY_LENGTH);
};

/**
 * Makes a file with a new key that nobody else may read. It is there as a whole or not at all, and one that is
 * there already stays. Rejects with `OG_OUTPUT_FILE` when it is, or when none can be made.
 */
export const makeKeyFile = async (path: string): Promise<void> => {
  const draft = `${path}.${randomUUID()}`;
  try {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    const key = randomBytes(SEALING_KEY_LENGTH).toString('base64url');
    await writeNew(draft, `openguard-mail-key-1 ${key}\n`);
    await link(draft, path);
  } catch (error) {
    if (!isSystemError(error)) throw error;
    const why = error.code === 'EEXIST' ? 'is there already' : `cannot be made: ${error.code}`;
    throw new OpenGuardError('OG_OUTPUT_FILE', `the key file ${path} ${why}`, { cause: error });
  } finally {
    await rm(draft, { force: true });
  }
};

const isThere = (error: unknown): boolean =>
  error instanceof OpenGuardError && isSystemError(error.cause) && error.cause.code === 'EEXIST';

/** Reads the key of a server on one machine, and makes it first if there is none. */
export const ownKey = async (path: string): Promise<Uint8Array> => {
  await makeKeyFile(path).catch((error: unknown) => {
    if (!isThere(error)) throw error;
  });
  return readKeyFile(path);
};
