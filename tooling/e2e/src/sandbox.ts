import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'vitest';

/** A folder of one test, and what ends with that test. Tests that run side by side have to be told apart by it. */
export interface Sandbox {
  /** Has something done at the end of the test; what came last is done first, and the folder goes after all. */
  readonly atEnd: (work: () => unknown) => void;
  /** Has something said if the test fails. */
  readonly ifItFails: (tell: () => string) => void;
  readonly root: string;
  readonly path: (...names: readonly string[]) => string;
  readonly read: (name: string) => string;
  /** Writes a file and gives its path. */
  readonly write: (name: string, text: string | Uint8Array, mode?: number) => string;
  /** Makes a folder and gives its path. */
  readonly folder: (name: string) => string;
}

/** Makes the folder of a test. */
export const sandbox = ({ onTestFinished, onTestFailed }: TestContext): Sandbox => {
  const root = mkdtempSync(join(tmpdir(), 'openguard-e2e-'));
  onTestFinished(() => {
    rmSync(root, { recursive: true, force: true });
  });
  const path = (...names: readonly string[]): string => join(root, ...names);
  return {
    atEnd: (work) =>
      onTestFinished(async () => {
        await work();
      }),
    ifItFails: (tell) => onTestFailed(() => console.error(tell())),
    root,
    path,
    read: (name) => readFileSync(path(name), 'utf8'),
    write: (name, text, mode = 0o600) => {
      writeFileSync(path(name), text, { mode });
      return path(name);
    },
    folder: (name) => {
      mkdirSync(path(name), { recursive: true });
      return path(name);
    },
  };
};
