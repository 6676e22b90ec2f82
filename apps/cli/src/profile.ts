import { OpenGuardError } from '@openguard/errors';
import { readFile, stat } from 'node:fs/promises';

/** What a profile file may hold, as JSON. */
export interface Profile {
  readonly server?: string;
  readonly user?: string;
  readonly password?: string;
  readonly ca?: string;
  readonly pin?: string;
}

const KEYS = ['server', 'user', 'password', 'ca', 'pin'] as const;

const profileError = (path: string, reason: string): OpenGuardError =>
  new OpenGuardError('OG_PROFILE', `the profile ${path} cannot be used: ${reason}`);

const read = async (path: string): Promise<string> => {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    throw profileError(path, error.code === 'ENOENT' ? 'there is no such file' : String(error.code));
  }
};

const parse = (path: string, text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw profileError(path, 'it is not JSON');
  }
};

/** Reads a profile file. One that holds a password must be readable by its owner alone. */
export const readProfile = async (path: string): Promise<Profile> => {
  const value = parse(path, await read(path));
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw profileError(path, 'it is no JSON object');
  const profile: Record<string, string> = {};
  for (const [key, entry] of Object.entries(value)) {
    if (!KEYS.some((known) => known === key))
      throw profileError(path, `it knows no ${JSON.stringify(key.slice(0, 40))}, but ${KEYS.join(', ')}`);
    if (typeof entry !== 'string') throw profileError(path, `${key} is not text`);
    profile[key] = entry;
  }
  if (profile['password'] !== undefined && ((await stat(path)).mode & 0o077) !== 0) {
    throw profileError(path, `others may read its password; run: chmod 600 ${path}`);
  }
  return profile;
};
