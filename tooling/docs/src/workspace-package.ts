import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What a package.json of the workspace says about what it needs. */
export interface WorkspacePackage {
  /** The folder, relative to the root. */
  readonly folder: string;
  readonly name: string;
  /** What its code may use: dependencies, peers and optional ones. */
  readonly dependencies: readonly string[];
  /** What only its tests and its build use. */
  readonly devDependencies: readonly string[];
}

const FOLDERS = ['packages', 'apps', 'tooling'];

const keysOf = (value: unknown): readonly string[] =>
  typeof value === 'object' && value !== null ? Object.keys(value) : [];

const readPackage = (root: string, folder: string): WorkspacePackage => {
  const manifest: unknown = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'));
  const field = (key: string): unknown =>
    typeof manifest === 'object' && manifest !== null ? Reflect.get(manifest, key) : undefined;
  return {
    folder,
    name: String(field('name')),
    dependencies: ['dependencies', 'peerDependencies', 'optionalDependencies'].flatMap((key) =>
      keysOf(field(key)),
    ),
    devDependencies: keysOf(field('devDependencies')),
  };
};

/** Every package of the workspace; a folder counts as one when it has a package.json. */
export const readWorkspace = (root: string): readonly WorkspacePackage[] =>
  FOLDERS.filter((folder) => existsSync(join(root, folder)))
    .flatMap((folder) => readdirSync(join(root, folder)).map((name) => `${folder}/${name}`))
    .filter((folder) => existsSync(join(root, folder, 'package.json')))
    .map((folder) => readPackage(root, folder));
