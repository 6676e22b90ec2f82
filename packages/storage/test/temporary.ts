import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** A directory of its own for the running test, gone when the test has ended. */
export const temporaryDirectory = (): string => {
  const directory = mkdtempSync(join(tmpdir(), 'openguard-storage-'));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
};
