import { readdirSync, readFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseManifest, type Manifest } from './manifest.js';
import { ROOT } from './root.js';

/** A package of the workspace that is published. */
export interface Published {
  /** The folder, relative to the root. */
  readonly folder: string;
  readonly manifest: Manifest;
}

/** Every package that is published: libraries first, then the commands. */
export const PUBLISHED: readonly Published[] = ['packages', 'apps'].flatMap((parent) =>
  readdirSync(join(ROOT, parent))
    .map((name) => `${parent}/${name}`)
    .filter((folder) => existsSync(join(ROOT, folder, 'package.json')))
    .map((folder) => ({
      folder,
      manifest: parseManifest(readFileSync(join(ROOT, folder, 'package.json'), 'utf8')),
    })),
);

/** Those that programs import. */
export const LIBRARIES: readonly Published[] = PUBLISHED.filter(({ manifest }) => manifest.bin === undefined);

/** Those that people run. */
export const COMMANDS: readonly Published[] = PUBLISHED.filter(({ manifest }) => manifest.bin !== undefined);
