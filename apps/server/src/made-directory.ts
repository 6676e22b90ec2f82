import { holdsStore } from '@openguard/storage';
import { existsSync } from 'node:fs';
import { rm, rmdir } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { isSystemError } from './system-error.js';

/** The files that making a store leaves in its directory, the lock last. */
const FILES = ['openguard.db', 'openguard.db-wal', 'openguard.db-shm', 'serving.lock'];

const missingAt = (directory: string): readonly string[] => {
  const above = dirname(directory);
  return existsSync(directory) || above === directory ? [] : [directory, ...missingAt(above)];
};

/** What is not there yet of a store, and how to take back what was made of it. */
export interface Unmade {
  /** Removes the files, while the directory is still claimed. */
  readonly removeFiles: () => Promise<void>;
  /** Removes the directories, unless somebody has put something into them. */
  readonly removeDirectories: () => Promise<void>;
}

/** Looks at a directory before a store is made in it; `undefined` when one is there, which is not to be touched. */
export const unmadeIn = (directory: string): Unmade | undefined => {
  const place = resolve(directory);
  if (holdsStore(place)) return undefined;
  const missing = missingAt(place);
  const files = FILES.map((name) => join(place, name)).filter((path) => !existsSync(path));
  return {
    removeFiles: async () => {
      for (const path of files) await rm(path, { force: true });
    },
    removeDirectories: async () => {
      try {
        for (const path of missing) await rmdir(path);
      } catch (error) {
        // Expected: it was never made, or it is no longer ours alone.
        if (!isSystemError(error)) throw error;
      }
    },
  };
};
