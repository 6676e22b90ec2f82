import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './root.js';

/** The program that the README of a package shows. */
export interface Snippet {
  readonly text: string;
  /** The packages that it imports, which a reader would install. */
  readonly packages: readonly string[];
}

const IMPORT = /\bfrom '(?<name>(?:@[\w-]+\/)?[\w-]+)'/g;

/** Reads the first program of a README; throws when it has none. */
export const snippetOf = (folder: string): Snippet => {
  const readme = readFileSync(join(ROOT, folder, 'README.md'), 'utf8');
  const text = /```ts\n(.*?)```/s.exec(readme)?.[1];
  if (text === undefined) throw new Error(`${folder}/README.md shows no program`);
  const names = [...text.matchAll(IMPORT)].flatMap(({ groups }) => groups?.['name'] ?? []);
  return { text, packages: [...new Set(names)].sort() };
};
