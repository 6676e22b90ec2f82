import { OpenGuardError } from '@openguard/errors';
import { open } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { makeDirectory } from '../make-directory.js';
import { isBusy, reasonOf } from './failure.js';

/**
 * Claims a store for one server: whoever runs scans on it takes those that are still marked as running for
 * left behind. The claim is a lock of the operating system, so that it goes with the process, however that
 * ends. Accounts may be worked on meanwhile.
 *
 * @returns what gives the claim up
 *
 * Rejects with `OG_STORE_OPEN` when another server has it, or the directory cannot be used.
 */
export const claimDirectory = async (directory: string): Promise<() => void> => {
  const path = join(resolve(directory), 'serving.lock');
  try {
    await makeDirectory(resolve(directory));
    await (await open(path, 'a', 0o600)).close();
    const lock = new DatabaseSync(path, { timeout: 0 });
    let held = false;
    try {
      lock.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE');
      held = true;
    } finally {
      if (!held) lock.close();
    }
    return () => {
      if (lock.isOpen) lock.close();
    };
  } catch (error) {
    if (isBusy(error)) {
      throw new OpenGuardError(
        'OG_STORE_OPEN',
        `another server already answers from ${resolve(directory)}; stop it, or choose another directory with --data`,
        { cause: error },
      );
    }
    const reason = reasonOf(error);
    if (reason === undefined) throw error;
    throw new OpenGuardError(
      'OG_STORE_OPEN',
      `cannot use the directory ${resolve(directory)}: ${reason.text}`,
      { cause: error },
    );
  }
};
