import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { leftovers, sweep } from '../src/sweep.js';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sweep-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const touch = (...paths: readonly string[]) => {
  for (const path of paths) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), '');
  }
};

it('removes what no source makes any more', () => {
  touch('src/index.ts', 'src/deep/a.ts', 'src/b.test.ts');
  touch('dist/index.js', 'dist/index.d.ts', 'dist/deep/a.js', 'dist/deep/a.d.ts');
  touch('dist/gone.js', 'dist/gone.d.ts', 'dist/index.js.map', 'dist/deep/gone.js', 'dist/b.test.js');
  sweep(folder);
  expect(leftovers(folder)).toEqual([]);
  expect(readdirSync(join(folder, 'dist'), { recursive: true }).sort()).toEqual([
    'deep',
    'deep/a.d.ts',
    'deep/a.js',
    'index.d.ts',
    'index.js',
  ]);
});

it('leaves the bundle of a command alone', () => {
  touch('bin/x.js', 'dist/chunk.js');
  expect(leftovers(folder)).toEqual([]);
});

it('is content with a package that has not been built', () => {
  expect(leftovers(folder)).toEqual([]);
});
