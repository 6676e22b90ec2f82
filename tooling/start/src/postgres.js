import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Where Debian keeps its releases of PostgreSQL, which it does not put on the PATH. */
const RELEASES = '/usr/lib/postgresql';
const SETTINGS = '/etc/postgresql-common';

/**
 * An environment whose PATH also leads to the programs of a PostgreSQL server as Debian installs it.
 *
 * @param {NodeJS.ProcessEnv} environment
 * @returns {NodeJS.ProcessEnv}
 */
export const withPostgres = (environment) => {
  const folders = existsSync(RELEASES)
    ? readdirSync(RELEASES).map((name) => join(RELEASES, name, 'bin'))
    : [];
  return { ...environment, PATH: [environment['PATH'] ?? '', ...folders].join(delimiter) };
};

/** Has Debian install PostgreSQL without making and starting a server of its own: the tests start theirs. */
export const keepPostgresQuiet = () => {
  const file = join(SETTINGS, 'createcluster.conf');
  if (existsSync(file)) return;
  mkdirSync(SETTINGS, { recursive: true });
  writeFileSync(file, 'create_main_cluster = false\n');
};
