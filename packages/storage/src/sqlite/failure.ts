import { FULL, failed, refusalOf, type Reason } from '../failure.js';

// Result codes of SQLite (https://www.sqlite.org/rescode.html): families, which are the low byte of a code …
const BUSY = 5;
const LOCKED = 6;
const READONLY = 8;
const INPUT_OUTPUT = 10;
const CORRUPT = 11;
const DISK_FULL = 13;
const NOT_A_DATABASE = 26;
// … and whole codes.
const FOREIGN_KEY = 787;
const UNIQUE = 2067;
const PRIMARY_KEY = 1555;
const NO_ROOM_FOR_SHARED_MEMORY = 4874;

const NO_ACCESS_REASON = 'this user may not write there; give write access, or choose another directory';

const reasonOfResult = (result: number, message: string): Reason => {
  if (result === FOREIGN_KEY) return failed('its account does not exist');
  if (result === UNIQUE || result === PRIMARY_KEY) return failed('it is there already');
  if (result === NO_ROOM_FOR_SHARED_MEMORY) return FULL;
  switch (result & 0xff) {
    case BUSY:
    case LOCKED:
      return failed('another program keeps it locked; try again when that program is done');
    case READONLY:
      return failed(NO_ACCESS_REASON);
    case INPUT_OUTPUT:
      return failed(`${message}; check the disk`);
    case CORRUPT:
    case NOT_A_DATABASE:
      return failed('its file is no sound database; restore it from a backup');
    case DISK_FULL:
      return FULL;
    default:
      return failed(message);
  }
};

const resultOf = (error: Error): number | undefined =>
  'errcode' in error && typeof error.errcode === 'number' ? error.errcode : undefined;

/** Whether SQLite refused since another process holds a lock. */
export const isBusy = (error: unknown): boolean =>
  error instanceof Error && ((resultOf(error) ?? 0) & 0xff) === BUSY;

/**
 * Why the file system, SQLite or its binding refused, for people; `undefined` for every other error, which is
 * not a matter of storage.
 */
export const reasonOf = (error: unknown): Reason | undefined => {
  if (!(error instanceof Error)) return undefined;
  const result = resultOf(error);
  if (result !== undefined) return reasonOfResult(result, error.message);
  if (!('code' in error)) return undefined;
  switch (error.code) {
    case 'ERR_INVALID_STATE':
      return failed('it is closed');
    case 'ENOSPC':
    case 'EDQUOT':
      return FULL;
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return failed(NO_ACCESS_REASON);
    case 'ENOTDIR':
    case 'EEXIST':
      return failed('a file stands where the directory should be; choose another directory');
    case 'EISDIR':
      return failed('a directory stands where the file should be; choose another directory');
    default:
      return 'syscall' in error ? failed(error.message) : undefined;
  }
};

/**
 * Does work on the store as a promise. What SQLite refuses becomes `OG_STORE_FULL` or `OG_STORE_FAILED`;
 * errors that are not about storage stay what they are.
 */
export const attempt = <A>(path: string, task: string, work: () => A): Promise<A> =>
  new Promise((resolve) => {
    try {
      resolve(work());
    } catch (error) {
      const reason = reasonOf(error);
      if (reason === undefined) throw error;
      throw refusalOf(path, task, reason, error);
    }
  });
