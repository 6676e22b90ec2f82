import { OpenGuardError } from '@openguard/errors';
import type { Sealing } from '@openguard/service';
import { stat } from 'node:fs/promises';
import type { Log } from '../logging/log.js';
import { isSystemError } from '../system-error.js';

const refusing = (error: OpenGuardError) => (): never => {
  throw error;
};

/** Tells a file from the one that was there before; empty while there is none. */
const versionOf = async (file: string): Promise<string> => {
  try {
    const { ino, mtimeMs, size, mode } = await stat(file);
    return [ino, mtimeMs, size, mode].join(' ');
  } catch (error) {
    if (!isSystemError(error)) throw error;
    return '';
  }
};

/**
 * Finds what a key file holds, and again whenever it is another file, so that what is sealed after keys were rotated is
 * sealed with the new one. While it cannot be read, the keys that were found before open, and that is said once, as an error; nothing
 * is sealed, since that key may be in no file any more.
 */
export const followKeyFile = (
  file: string,
  find: () => Promise<Sealing | undefined>,
  say: Log['say'],
): (() => Promise<Sealing | undefined>) => {
  let found: Sealing | undefined;
  let version: string | undefined;

  return async () => {
    const now = await versionOf(file);
    if (found !== undefined && now === version) return found;
    try {
      found = await find();
      // It may have been made just now; then the next look finds the same once more.
      version = now;
    } catch (error) {
      if (found === undefined || !(error instanceof OpenGuardError)) throw error;
      version = now;
      say(
        'error',
        `${error.message}; until it is back, the keys that were read before open what they have sealed, and nothing is sealed`,
      );
      found = { ...found, seal: refusing(error) };
    }
    return found;
  };
};
