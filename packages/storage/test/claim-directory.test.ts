import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { claimDirectory, openSqliteStore } from '../src/index.js';
import { temporaryDirectory } from './temporary.js';

const OTHER = `
  import { claimDirectory } from ${JSON.stringify(new URL('../dist/index.js', import.meta.url).href)};
  try { await claimDirectory(process.argv[1]); console.log('claimed'); } catch (error) { console.log(error.code, error.message); }
`;

const claimElsewhere = async (directory: string): Promise<string> =>
  (await promisify(execFile)(process.execPath, ['--input-type=module', '-e', OTHER, directory])).stdout;

it('gives a directory to one server at a time, and lets accounts be worked on', async () => {
  const directory = temporaryDirectory();
  const release = await claimDirectory(directory);
  expect(await claimElsewhere(directory)).toMatch(/^OG_STORE_OPEN another server already answers from/);
  const store = await openSqliteStore({ directory });
  expect(await store.listAccounts()).toEqual([]);
  await store.close();
  release();
  expect(await claimElsewhere(directory)).toBe('claimed\n');
  // A process that has ended holds nothing.
  (await claimDirectory(directory))();
});
