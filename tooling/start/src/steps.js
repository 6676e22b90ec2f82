import { performance } from 'node:perf_hooks';
import { plain } from './terminal.js';
import { tool } from './workspace.js';

/**
 * @typedef {object} Step
 * @property {string} name
 * @property {readonly [tool: string, ...args: string[]]} command
 */

/** What npm test checks besides the tests. @type {readonly Step[]} */
export const STEPS = [
  { name: 'layers and imports', command: ['turbo', 'boundaries'] },
  { name: 'lint', command: ['eslint', '--max-warnings', '0', '.'] },
  { name: 'format', command: ['prettier', '--check', '--log-level', 'warn', '.'] },
  { name: 'types of the tests', command: ['tsc', '-p', 'tsconfig.test.json'] },
  { name: 'unused code', command: ['knip'] },
];

/**
 * Runs one step; its output is shown only when it fails.
 *
 * @param {import('./children.js').Children} children
 * @param {import('./workspace.js').Workspace} workspace
 * @param {Step} step
 * @param {(text: string) => void} print
 * @returns {Promise<import('./tally.js').Tally>}
 */
export const runStep = async (children, { root, environment }, { name, command }, print) => {
  const [program, ...args] = command;
  const begin = performance.now();
  const { exitCode, stdout, stderr } = await children.run(tool(root, program), args, {
    cwd: root,
    env: environment,
  });
  const seconds = ((performance.now() - begin) / 1000).toFixed(1);
  const failed = exitCode !== 0;
  if (failed) print(plain(`${stdout}\n${stderr}`).trim());
  print(`${failed ? 'failed' : 'passed'}  ${name} (${command.join(' ')}) ${seconds} s`);
  return { passed: failed ? 0 : 1, failed: failed ? 1 : 0, skipped: 0 };
};
