import { existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Where Debian keeps its releases, each in a folder named after its number; they are not on the PATH. */
const DEBIAN = '/usr/lib/postgresql';

const releases = (): string[] =>
  existsSync(DEBIAN)
    ? readdirSync(DEBIAN)
        .toSorted((a, b) => Number(b) - Number(a))
        .map((release) => join(DEBIAN, release, 'bin'))
    : [];

/** The folder with the programs of a PostgreSQL server, those on the PATH first; `undefined` where there is none. */
export const findPostgres = (): string | undefined =>
  [...(process.env['PATH'] ?? '').split(delimiter), ...releases()].find(
    (folder) => folder !== '' && ['initdb', 'postgres'].every((program) => existsSync(join(folder, program))),
  );
