import { join } from 'node:path';

/**
 * A command with its first arguments.
 *
 * @typedef {readonly [command: string, ...args: string[]]} Program
 *
 * @typedef {object} Programs
 * @property {Program} server openguard-server
 * @property {Program} client openguard
 */

/**
 * The two programs of the workspace, run by its Node itself: a shell between would pass no signals on.
 *
 * @param {import('./workspace.js').Workspace} workspace
 * @returns {Programs}
 */
export const builtPrograms = ({ root, node }) => ({
  server: [node, join(root, 'apps', 'server', 'bin', 'openguard-server.js')],
  client: [node, join(root, 'apps', 'cli', 'bin', 'openguard.js')],
});
