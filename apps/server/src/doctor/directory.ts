import { access, constants, mkdtemp, rmdir, stat, statfs } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fail, ok, systemCode, warn, type Finding } from './finding.js';

const MEGABYTE = 1024 * 1024;
const TOO_LITTLE = 100 * MEGABYTE;
const LITTLE = 1024 * MEGABYTE;

/** The directory itself, or the nearest one above it that is there. */
const nearest = async (directory: string): Promise<string> => {
  try {
    await access(directory);
    return directory;
  } catch (error) {
    const above = dirname(directory);
    if (systemCode(error) !== 'ENOENT' || above === directory) return directory;
    return nearest(above);
  }
};

const examineRoom = async (directory: string): Promise<Finding> => {
  const { bavail, bsize } = await statfs(directory);
  const free = bavail * bsize;
  const found = `${Math.floor(free / MEGABYTE)} MB free`;
  const advice = 'make room, or choose another place with --data; "erase" removes old reports for good';
  if (free < TOO_LITTLE) return fail('disk', found, advice);
  return free < LITTLE ? warn('disk', found, advice) : ok('disk', found);
};

const examineRights = async (directory: string): Promise<Finding> => {
  const { mode, uid } = await stat(directory);
  const own = process.getuid?.();
  const rights = (mode & 0o777).toString(8);
  if ((mode & 0o022) !== 0)
    return fail(
      'directory',
      `others may write in ${directory} (mode ${rights})`,
      `run: chmod 700 ${directory}`,
    );
  if ((mode & 0o055) !== 0)
    return warn(
      'directory',
      `others may look into ${directory} (mode ${rights})`,
      `run: chmod 700 ${directory}`,
    );
  if (own !== undefined && own !== 0 && uid !== own)
    return warn('directory', `${directory} belongs to another user`, 'run the server as its owner');
  return ok('directory', `${directory}, mode ${rights}`);
};

const examineWriting = async (directory: string): Promise<Finding> => {
  try {
    await rmdir(await mkdtemp(join(directory, 'doctor-')));
    return ok('writing', `${directory} can be written`);
  } catch (error) {
    const found = `${directory} cannot be written: ${systemCode(error)}`;
    return fail(
      'writing',
      found,
      'let the user of the server write there, or choose another place with --data',
    );
  }
};

/** Whether a directory can hold the store, how much, and who else may look into it. */
export const examineDirectory = async (directory: string): Promise<readonly Finding[]> => {
  const there = await nearest(directory);
  try {
    await access(there, constants.R_OK);
    const common = [await examineWriting(there), await examineRoom(there)];
    return there === directory
      ? [await examineRights(directory), ...common]
      : [ok('directory', `${directory} is not there yet; the server makes it`), ...common];
  } catch (error) {
    return [
      fail('directory', `${there} cannot be used: ${systemCode(error)}`, 'choose another place with --data'),
    ];
  }
};
