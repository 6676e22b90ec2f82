import { mkdirSync, symlinkSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { startNode } from './child/run.js';
import { temporaryDirectory } from './temporary.js';

it('the snippet of the README runs as it stands', async () => {
  const own = dirname(import.meta.dirname);
  const directory = temporaryDirectory();
  const readme = await readFile(join(own, 'README.md'), 'utf8');
  const snippet = /```ts\n(.*?)```/s.exec(readme)?.[1] ?? '';
  mkdirSync(join(directory, 'node_modules', '@openguard'), { recursive: true });
  symlinkSync(own, join(directory, 'node_modules', '@openguard', 'storage'));
  const child = startNode(['--input-type=module-typescript', '-e', snippet], directory);
  await child.ended;
  expect([child.lines(), child.stderr()]).toEqual([["[ 'ann' ]"], '']);
});
