import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { emptyDirectory } from '../src/empty-directory.js';
import { LIBRARIES } from '../src/published.js';
import { ROOT } from '../src/root.js';
import { snippetOf } from '../src/snippet.js';
import { startSmallService, type SmallService } from './small-service.js';
import { PRINTED } from './snippet-cases.js';
import { trySnippet } from './try-snippet.js';

let service: SmallService;
beforeAll(async () => {
  service = await startSmallService();
});
afterAll(() => service.close());

const FOLDERS = new Map(LIBRARIES.map(({ manifest, folder }) => [manifest.name, folder]));

it('each library is tried', () => {
  expect(Object.keys(PRINTED)).toEqual([...FOLDERS.keys()]);
});

it.each([...FOLDERS])('the program in the README of %s runs as it stands', async (name, folder) => {
  const directory = emptyDirectory(process.execPath);
  try {
    const { text, packages } = snippetOf(folder);
    expect(packages).toContain(name);
    mkdirSync(join(directory.path, 'node_modules', '@openguard'), { recursive: true });
    for (const used of packages) {
      symlinkSync(join(ROOT, FOLDERS.get(used) ?? ''), join(directory.path, 'node_modules', used));
    }
    await trySnippet(directory, process.execPath, name, text, service.url);
  } finally {
    directory.remove();
  }
});
