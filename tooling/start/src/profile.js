import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { Stop, USAGE } from './stop.js';

/**
 * @typedef {object} Profile
 * @property {string} server the URL
 * @property {string} user
 * @property {string} password
 */

/** A password that nobody has to type. */
export const randomPassword = () => randomBytes(24).toString('base64url');

/**
 * @param {string} file
 * @returns {Profile | undefined} undefined where there is none yet
 */
export const readProfile = (file) => {
  if (!existsSync(file)) return undefined;
  chmodSync(file, 0o600);
  try {
    const { server, user, password } = JSON.parse(readFileSync(file, 'utf8')) ?? {};
    if ([server, user, password].every((value) => typeof value === 'string' && value !== '')) {
      return { server, user, password };
    }
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw new Stop(
    USAGE,
    `${file} is no profile (JSON with server, user and password); move it away and run this again`,
  );
};

/**
 * Writes a profile that only its owner can read, at no moment anything else and at no moment half of it.
 *
 * @param {string} file
 * @param {Profile} profile
 */
export const writeProfile = (file, profile) => {
  const draft = `${file}.${process.pid}`;
  rmSync(draft, { force: true });
  const handle = openSync(draft, 'wx', 0o600);
  try {
    writeSync(handle, `${JSON.stringify(profile, undefined, 2)}\n`);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  renameSync(draft, file);
};
