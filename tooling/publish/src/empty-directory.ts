import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { parseManifest } from './manifest.js';
import { runWell } from './run.js';

/** A directory of a stranger: nothing of the workspace reaches into it. */
export interface EmptyDirectory {
  readonly path: string;
  /** What programs get there: this Node, the system's programs, and a home of its own. */
  readonly env: NodeJS.ProcessEnv;
  readonly remove: () => void;
}

/** Makes one, for one Node. */
export const emptyDirectory = (node: string): EmptyDirectory => {
  const path = mkdtempSync(join(tmpdir(), 'openguard-'));
  const env = { PATH: [dirname(node), process.env['PATH'] ?? ''].join(delimiter), HOME: path, NO_COLOR: '1' };
  return { path, env, remove: () => rmSync(path, { recursive: true, force: true }) };
};

const QUIET = ['--no-audit', '--no-fund', '--no-update-notifier', '--loglevel=error'];

/** Installs packages there with npm. A package that does not support the Node of the directory is refused. */
export const npmInstall = async (
  { path, env }: EmptyDirectory,
  packages: readonly string[],
  registry: string,
  options: readonly string[] = [],
): Promise<void> => {
  writeFileSync(join(path, 'package.json'), '{ "private": true, "type": "module" }\n');
  const args = ['install', ...QUIET, '--engine-strict', `--registry=${registry}`, ...options, ...packages];
  await runWell('npm', args, { cwd: path, env });
};

const foldersIn = (modules: string): readonly string[] =>
  readdirSync(modules)
    .filter((name) => !name.startsWith('.'))
    .flatMap((name) =>
      name.startsWith('@') ? readdirSync(join(modules, name)).map((inner) => join(name, inner)) : [name],
    );

/** The names and versions of what is installed in a directory. */
export const listInstalled = (directory: string): ReadonlyMap<string, string> => {
  const modules = join(directory, 'node_modules');
  return new Map(
    foldersIn(modules).map((folder) => {
      const { name, version } = parseManifest(readFileSync(join(modules, folder, 'package.json'), 'utf8'));
      return [name, version];
    }),
  );
};

/** The size of all files below a directory, in bytes. */
export const sizeBelow = (directory: string): number =>
  readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name !== '.package-lock.json')
    .reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0);
