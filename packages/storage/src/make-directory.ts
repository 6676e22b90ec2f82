import { mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';

const isDirectory = (path: string): Promise<boolean> =>
  stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );

/**
 * Makes a directory for its owner alone, and those above it that are missing; one that is there stays as it is. Node's
 * own way to do so tries for ever where a directory is there and none can be made in it, as in /proc.
 *
 * Rejects with the error of the system.
 */
export const makeDirectory = async (directory: string): Promise<void> => {
  const make = () => mkdir(directory, { mode: 0o700 });
  try {
    await make();
  } catch (error) {
    if (await isDirectory(directory)) return;
    const parent = dirname(directory);
    const lacksParent = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    if (!lacksParent || parent === directory) throw error;
    if (!(await isDirectory(parent))) await makeDirectory(parent);
    // Once more, also where another process has made the one above meanwhile.
    await make().catch(async (again: unknown) => {
      if (!(await isDirectory(directory))) throw again;
    });
  }
};
