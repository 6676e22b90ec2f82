import { documentBytes } from '@openguard/fixtures';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { EmptyDirectory } from '../src/empty-directory.js';
import { run } from '../src/run.js';
import { PRINTED } from './snippet-cases.js';

/** Node 22 says about a module of its own that it may change. */
const EXPERIMENTAL = /^(?:\(node:\d+\) ExperimentalWarning: SQLite .*\n\(Use .*\n)?$/;

/** Runs the program of a README in a directory that has its packages, and compares what it prints. */
export const trySnippet = async (
  { path, env }: EmptyDirectory,
  node: string,
  name: string,
  text: string,
  server: string,
): Promise<void> => {
  const cwd = mkdtempSync(join(path, 'run-'));
  writeFileSync(join(cwd, 'snippet.mts'), text);
  const ended = await run(node, ['snippet.mts'], {
    cwd,
    env: { ...env, OPENGUARD_SERVER: server, OPENGUARD_USER: 'ann', OPENGUARD_PASSWORD: 'a long one' },
    input: documentBytes('scan-2001'),
  });
  expect(ended).toMatchObject({ code: 0, stderr: expect.stringMatching(EXPERIMENTAL) as string });
  expect(PRINTED[name]).toBeDefined();
  expect(ended.stdout.split('\n')).toEqual(expect.arrayContaining([...(PRINTED[name] ?? [])]));
};
