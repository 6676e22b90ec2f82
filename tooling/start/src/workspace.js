import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * @typedef {object} Workspace
 * @property {string} root
 * @property {string} node the Node that runs everything after the install
 * @property {NodeJS.ProcessEnv} environment what every tool of the workspace is started with
 */

/** The folder of the workspace. */
export const ROOT = fileURLToPath(new URL('../../..', import.meta.url)).replace(/[/\\]$/, '');

/** The folders that hold packages. */
export const PACKAGE_FOLDERS = ['packages', 'apps', 'tooling'];

/**
 * A command of the workspace's tools.
 *
 * @param {string} root
 * @param {string} name
 */
export const tool = (root, name) => join(root, 'node_modules', '.bin', name);

/**
 * The environment of the workspace's tools: their Node first, no telemetry, and no colours where nobody sees them.
 *
 * @param {string} root
 * @param {NodeJS.ProcessEnv} environment
 * @param {boolean} colour
 * @returns {NodeJS.ProcessEnv}
 */
export const toolEnvironment = (root, environment, colour) => {
  const { FORCE_COLOR, ...rest } = environment;
  return {
    ...rest,
    ...(colour ? (FORCE_COLOR === undefined ? {} : { FORCE_COLOR }) : { NO_COLOR: '1' }),
    PATH: [join(root, 'node_modules', '.bin'), dirname(process.execPath), environment['PATH'] ?? ''].join(
      delimiter,
    ),
    TURBO_TELEMETRY_DISABLED: '1',
    DO_NOT_TRACK: '1',
  };
};
