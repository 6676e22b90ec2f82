import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PACKAGE_FOLDERS } from './workspace.js';

const ROOT_MANIFESTS = ['pnpm-lock.yaml', 'pnpm-workspace.yaml', '.npmrc', 'package.json'];
const BUILD_INPUTS = ['src', 'package.json', 'tsconfig.json'];
const ROOT_BUILD_INPUTS = ['package.json', 'tsconfig.base.json', 'turbo.json'];

/** @param {string} root @returns {string[]} the packages' folders, relative to the root */
export const packageFolders = (root) =>
  PACKAGE_FOLDERS.filter((folder) => existsSync(join(root, folder)))
    .flatMap((folder) => readdirSync(join(root, folder)).map((name) => `${folder}/${name}`))
    .filter((folder) => existsSync(join(root, folder, 'package.json')))
    .sort();

/**
 * What decides which dependencies are installed: the text of every manifest, and the platform.
 *
 * @param {string} root
 * @returns {string}
 */
export const installStamp = (root) => {
  const hash = createHash('sha256').update(`${process.platform} ${process.arch}\n`);
  const manifests = [...ROOT_MANIFESTS, ...packageFolders(root).map((folder) => `${folder}/package.json`)];
  for (const file of manifests) {
    const path = join(root, file);
    const text = existsSync(path) ? readFileSync(path) : '';
    hash.update(`${file} ${text.length}\n`).update(text);
  }
  return hash.digest('hex');
};

/**
 * @param {string} root
 * @param {string} path
 * @returns {Generator<string, void, undefined>} a line for every file: path, size, time of the last change
 */
function* fileLines(root, path) {
  const stat = statSync(join(root, path), { throwIfNoEntry: false });
  if (stat === undefined) return;
  if (!stat.isDirectory()) {
    yield `${path} ${stat.size} ${stat.mtimeMs}\n`;
    return;
  }
  for (const name of readdirSync(join(root, path)).sort()) {
    if (!name.endsWith('.test.ts')) yield* fileLines(root, `${path}/${name}`);
  }
}

/**
 * @param {string} root
 * @param {readonly string[]} paths
 */
const filesStamp = (root, paths) => {
  const hash = createHash('sha256');
  for (const path of paths) for (const line of fileLines(root, path)) hash.update(line);
  return hash.digest('hex');
};

/**
 * What a build reads, by size and time of change.
 *
 * @param {string} root
 */
export const sourcesStamp = (root) =>
  filesStamp(root, [
    ...ROOT_BUILD_INPUTS,
    ...packageFolders(root).flatMap((folder) => BUILD_INPUTS.map((input) => `${folder}/${input}`)),
  ]);

/**
 * What a build has written, by size and time of change.
 *
 * @param {string} root
 */
export const outputsStamp = (root) =>
  filesStamp(
    root,
    packageFolders(root).map((folder) => `${folder}/dist`),
  );

/**
 * @param {string} file
 * @param {string} stamp
 */
export const isStamped = (file, stamp) => existsSync(file) && readFileSync(file, 'utf8') === stamp;

/**
 * @param {string} file
 * @param {string} stamp
 */
export const writeStamp = (file, stamp) => writeFileSync(file, stamp);
