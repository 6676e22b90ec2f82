import { chmodSync, mkdirSync } from 'node:fs';
import { isAbsolute, join, resolve } from 'node:path';
import { Stop } from './stop.js';

/**
 * Where the server's data, the account and the reports lie.
 *
 * @param {NodeJS.ProcessEnv} environment
 * @param {NodeJS.Platform} platform
 * @param {string} home the user's home directory
 * @returns {string}
 */
export const stateDirectory = (environment, platform, home) => {
  const chosen = environment['OPENGUARD_HOME'];
  // npm runs scripts in the folder of the workspace and keeps the user's own in INIT_CWD.
  if (chosen) return resolve(environment['INIT_CWD'] ?? process.cwd(), chosen);
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'openguard');
  const base = environment['XDG_STATE_HOME'] ?? '';
  return join(isAbsolute(base) ? base : join(home, '.local', 'state'), 'openguard');
};

/**
 * Makes a directory that only its owner can enter.
 *
 * @param {string} directory
 */
export const makePrivate = (directory) => {
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    chmodSync(directory, 0o700);
  } catch (error) {
    // Expected: a parent that may not be written, a file in its place, a full disk, another user's directory.
    const reason = error instanceof Error ? error.message : String(error);
    throw new Stop(
      1,
      `the state directory ${directory} cannot be made (${reason}); name another in OPENGUARD_HOME`,
    );
  }
};
