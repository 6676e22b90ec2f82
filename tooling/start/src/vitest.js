import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { tool } from './workspace.js';
import { vitestTally } from './vitest-results.js';

const RESULTS = '.test-results';

/**
 * @param {string} root
 * @param {string} name
 */
const freshResults = (root, name) => {
  const file = join(root, RESULTS, name);
  mkdirSync(join(root, RESULTS), { recursive: true });
  rmSync(file, { force: true });
  return file;
};

/**
 * @param {string} file
 * @returns {unknown}
 */
const readJson = (file) => (existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined);

/**
 * Runs tests, shows them as they go, and counts them.
 *
 * @param {import('./children.js').Children} children
 * @param {import('./workspace.js').Workspace} workspace
 * @param {{ config: string, results: string, files?: readonly string[] }} options
 * @returns {Promise<import('./tally.js').Tally>}
 */
export const runVitest = async (children, { root, environment }, { config, results, files = [] }) => {
  const file = freshResults(root, results);
  const { exitCode } = await children.run(
    tool(root, 'vitest'),
    [
      'run',
      '--config',
      config,
      '--silent=passed-only',
      '--reporter=dot',
      '--reporter=json',
      `--outputFile.json=${file}`,
      ...files,
    ],
    { cwd: root, env: environment, showStdout: true, showStderr: true },
  );
  return vitestTally(readJson(file), exitCode);
};

/**
 * How many `it` and `test` calls the files hold, without running them.
 *
 * @param {import('./children.js').Children} children
 * @param {import('./workspace.js').Workspace} workspace
 * @param {{ config: string, results: string, files: readonly string[] }} options
 * @returns {Promise<number | undefined>} undefined where the files cannot be read as tests
 */
export const countTests = async (children, { root, environment }, { config, results, files }) => {
  if (files.length === 0) return 0;
  const file = freshResults(root, results);
  const { exitCode } = await children.run(
    tool(root, 'vitest'),
    // Files whose tests a contract declares have none to be seen without running them.
    ['list', '--staticParse=false', '--config', config, `--json=${file}`, ...files],
    { cwd: root, env: environment },
  );
  const tests = readJson(file);
  return exitCode === 0 && Array.isArray(tests) ? tests.length : undefined;
};
