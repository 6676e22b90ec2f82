import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

/** A source file and what it imports. */
export interface SourceFile {
  /** Relative to the root. */
  readonly path: string;
  /** Whether it is a test or serves tests: it may use devDependencies. */
  readonly test: boolean;
  /** The specifiers of its imports, exports-from and dynamic imports, as written. */
  readonly imports: readonly string[];
}

const SOURCE = /\.(?:ts|js|mjs|cjs)$/;
const SKIPPED = new Set(['node_modules', 'dist', '.turbo', 'coverage']);

const filesIn = (root: string, folder: string): readonly string[] =>
  readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return SKIPPED.has(entry.name) ? [] : filesIn(root, path);
    return SOURCE.test(entry.name) ? [path] : [];
  });

/** Every source file below a package's folder, read as TypeScript reads it: comments and texts are no imports. */
export const readSources = (root: string, folder: string): readonly SourceFile[] =>
  filesIn(root, folder).map((path) => ({
    path,
    test: path.endsWith('.test.ts') || path.startsWith(`${folder}/test/`),
    imports: ts
      .preProcessFile(readFileSync(join(root, path), 'utf8'), true, true)
      .importedFiles.map(({ fileName }) => fileName),
  }));
