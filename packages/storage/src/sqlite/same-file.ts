import { OpenGuardError } from '@openguard/errors';
import { statSync } from 'node:fs';

/** What tells a file from every other that exists; `undefined` when there is none at the path. */
const identityOf = (path: string): string | undefined => {
  const stat = statSync(path, { bigint: true, throwIfNoEntry: false });
  return stat === undefined ? undefined : `${stat.dev} ${stat.ino}`;
};

/**
 * Takes note of the file at a path, which is open. The function that it gives throws `OG_STORE_FAILED` when the
 * path leads to it no more: what is written to it then is lost with the last process that has it open.
 */
export const noteFile = (path: string): (() => void) => {
  const noted = identityOf(path);
  return () => {
    if (noted !== undefined && identityOf(path) === noted) return;
    throw new OpenGuardError(
      'OG_STORE_FAILED',
      `the store ${path} was removed or replaced while it was open, and takes nothing more; put it back if it should be there, and start this program again`,
    );
  };
};
