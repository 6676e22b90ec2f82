import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseManifest, type Manifest } from './manifest.js';
import { ROOT } from './root.js';

/** A package of others as it is installed in the workspace. */
export interface Installed {
  readonly folder: string;
  readonly manifest: Manifest;
}

const STORE = join(ROOT, 'node_modules', '.pnpm');

/** `fp-ts@2.16.11` and `@types+node@24.19.2_peer@1` hold what they are named after. */
const ENTRY = /^(?<name>@?[^@]+)@/;

const readEntry = (entry: string): readonly Installed[] => {
  const name = ENTRY.exec(entry)?.groups?.['name']?.replace('+', '/');
  if (name === undefined) return [];
  const folder = join(STORE, entry, 'node_modules', name);
  const file = join(folder, 'package.json');
  return existsSync(file) ? [{ folder, manifest: parseManifest(readFileSync(file, 'utf8')) }] : [];
};

/** Every version of a package of others that the workspace has installed. */
export const installedVersions = (name: string): readonly Installed[] =>
  readdirSync(STORE)
    .filter((entry) => entry.startsWith(`${name.replace('/', '+')}@`))
    .flatMap(readEntry)
    .filter(({ manifest }) => manifest.name === name);
