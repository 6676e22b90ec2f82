import { accessSync, constants, existsSync } from 'node:fs';
import { join } from 'node:path';
import { findProgram } from './find-program.js';
import { describeInstallFault } from './install-fault.js';
import { installStamp, isStamped, outputsStamp, sourcesStamp, writeStamp } from './stamp.js';
import { Stop } from './stop.js';
import { note, plain } from './terminal.js';
import { tool, toolEnvironment } from './workspace.js';
import { workspaceNode } from './workspace-node.js';

/** @typedef {import('./children.js').Children} Children */

const PNPM = '10.34.9';
const INSTALL = ['install', '--frozen-lockfile', '--prefer-offline', '--config.confirm-modules-purge=false'];
/** Without a network npm would be silent for minutes, and below a silent `npm start` it would not say why. */
const FETCHING = {
  npm_config_fetch_retry_mintimeout: '1000',
  npm_config_fetch_retry_maxtimeout: '5000',
  npm_config_fetch_timeout: '60000',
  npm_config_loglevel: 'warn',
};

/** @param {string} root */
const checkWritable = (root) => {
  for (const folder of [root, join(root, 'node_modules')].filter(existsSync)) {
    try {
      accessSync(folder, constants.W_OK);
    } catch {
      // Expected: the folder belongs to somebody else, or its disk is read-only.
      throw new Stop(1, `${folder} cannot be written; run this as its owner, or from a copy of your own`);
    }
  }
};

/**
 * @param {Children} children
 * @param {string} root
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<[command: string, ...args: string[]]>} the workspace's own pnpm when it works, else by npx
 */
const pnpmCommand = async (children, root, env) => {
  const own = tool(root, 'pnpm');
  if (existsSync(own)) {
    const { stdout } = await children.run(own, ['--version'], { cwd: root, env });
    if (stdout.trim() === PNPM) return [own];
  }
  const npx = findProgram('npx', env);
  if (npx === undefined) {
    throw new Stop(1, 'npx is not on the PATH; install npm, which comes with Node, and run this again');
  }
  return [npx, '--yes', '--prefer-offline', `pnpm@${PNPM}`];
};

/**
 * @param {Children} children
 * @param {string} root
 * @param {NodeJS.ProcessEnv} env
 */
const install = async (children, root, env) => {
  const file = join(root, 'node_modules', '.openguard-stamp');
  const stamp = installStamp(root);
  if (isStamped(file, stamp)) return false;
  checkWritable(root);
  note('installing the workspace (only when its dependencies change)');
  const [command, ...first] = await pnpmCommand(children, root, env);
  const { exitCode, stdout, stderr } = await children.run(command, [...first, ...INSTALL], {
    cwd: root,
    env: { ...env, ...FETCHING },
  });
  if (exitCode !== 0) {
    const output = plain(`${stdout}\n${stderr}`);
    const line = describeInstallFault(output, root);
    if (line === undefined) console.error(output.trim());
    throw new Stop(
      1,
      line ?? `the install in ${root} failed with exit code ${exitCode}; its words are above`,
    );
  }
  writeStamp(file, stamp);
  return true;
};

/**
 * @param {Children} children
 * @param {string} root
 * @param {NodeJS.ProcessEnv} env
 */
const build = async (children, root, env) => {
  const file = join(root, 'node_modules', '.openguard-build-stamp');
  const sources = sourcesStamp(root);
  if (isStamped(file, `${sources} ${outputsStamp(root)}`)) return;
  checkWritable(root);
  note('building (only what has changed)');
  const { exitCode, stdout, stderr } = await children.run(
    tool(root, 'turbo'),
    ['run', 'build', '--ui=stream', '--output-logs=errors-only'],
    { cwd: root, env },
  );
  if (exitCode !== 0) {
    console.error(plain(`${stdout}\n${stderr}`).trim());
    throw new Stop(1, `the build of ${root} failed; its words are above`);
  }
  writeStamp(file, `${sources} ${outputsStamp(root)}`);
};

/**
 * Installs and builds the workspace where something has changed since the last time.
 *
 * @param {Children} children
 * @param {string} root
 * @returns {Promise<import('./workspace.js').Workspace>}
 */
export const prepare = async (children, root) => {
  if (process.platform === 'win32') throw new Stop(1, 'Windows itself is not supported; run this in WSL');
  const environment = toolEnvironment(root, process.env, process.stdout.isTTY);
  const installed = await install(children, root, environment);
  const { platform, arch, versions, execPath } = process;
  const node = workspaceNode(root, { platform, arch, version: versions.node, execPath });
  if (installed) {
    const { exitCode } = await children.run(node, ['--version'], { env: environment });
    if (exitCode !== 0) {
      throw new Stop(1, `${node} does not run on this system; it needs glibc on Linux, macOS 13.5 or newer`);
    }
  }
  await build(children, root, environment);
  return { root, node, environment };
};
