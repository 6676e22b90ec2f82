import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

const OUTPUT = /^(?<stem>.+?)\.(?:d\.ts|js)$/;

/** What a build left in `dist`, relative to it. */
const outputsIn = (dist: string): readonly string[] =>
  existsSync(dist)
    ? readdirSync(dist, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name).slice(dist.length + 1))
    : [];

/**
 * The files in the `dist` of a library that no source makes any more: the compiler leaves them there when a
 * source is renamed or removed. A command's bundle is written anew each time.
 *
 * @returns the files, relative to `dist`
 */
export const leftovers = (folder: string): readonly string[] =>
  existsSync(join(folder, 'bin'))
    ? []
    : outputsIn(join(folder, 'dist')).filter((file) => {
        const stem = OUTPUT.exec(file)?.groups?.['stem'];
        return stem === undefined || stem.endsWith('.test') || !existsSync(join(folder, 'src', `${stem}.ts`));
      });

/** Removes them, so that they are not published. */
export const sweep = (folder: string): void => {
  for (const file of leftovers(folder)) rmSync(join(folder, 'dist', file));
};
