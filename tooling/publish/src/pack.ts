import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { join } from 'node:path';
import { PUBLISHED } from './published.js';
import { ROOT } from './root.js';
import { runWell } from './run.js';
import { sweep } from './sweep.js';

const CACHE = join(ROOT, 'node_modules', '.cache', 'openguard-publish');

const filesBelow = (path: string): readonly string[] =>
  statSync(path).isDirectory()
    ? readdirSync(path)
        .sort()
        .flatMap((name) => filesBelow(join(path, name)))
    : [path];

/** What decides what the tarballs hold: the contents of everything that is packed. */
const contentsStamp = (): string => {
  const hash = createHash('sha256');
  const packed = PUBLISHED.flatMap(({ folder }) =>
    ['package.json', 'README.md', 'bin', 'deploy', 'dist'].map((name) => join(ROOT, folder, name)),
  );
  const files = [join(ROOT, 'LICENSE'), join(import.meta.dirname, '../src/pnpmfile.cjs'), ...packed];
  for (const file of files.filter(existsSync).flatMap(filesBelow)) {
    const bytes = readFileSync(file);
    hash.update(`${file} ${bytes.length}\n`).update(bytes);
  }
  return hash.digest('hex').slice(0, 32);
};

const packInto = async (directory: string): Promise<void> => {
  const pnpm = join(ROOT, 'node_modules', '.bin', 'pnpm');
  const filters = ['packages', 'apps'].flatMap((parent) => ['--filter', `./${parent}/*`]);
  const args = ['--recursive', ...filters, 'pack', '--pack-destination', directory];
  await runWell(pnpm, args, { cwd: ROOT, env: process.env });
};

const tarballName = (name: string, version: string): string =>
  `${name.replace('@', '').replace('/', '-')}-${version}.tgz`;

/**
 * Packs everything that is published as `pnpm publish` does, once for the same contents.
 *
 * @returns the file of each package's tarball, by its name
 */
export const packAll = async (): Promise<ReadonlyMap<string, string>> => {
  for (const { folder } of PUBLISHED) sweep(join(ROOT, folder));
  const directory = join(CACHE, contentsStamp());
  if (!existsSync(directory)) {
    mkdirSync(CACHE, { recursive: true });
    const own = mkdtempSync(join(CACHE, 'new-'));
    await packInto(own);
    for (const old of readdirSync(CACHE))
      if (!old.startsWith('new-')) rmSync(join(CACHE, old), { recursive: true, force: true });
    renameSync(own, directory);
  }
  return new Map(
    PUBLISHED.map(({ manifest: { name, version } }) => [name, join(directory, tarballName(name, version))]),
  );
};
