'use strict';

/**
 * What a package leaves at home when it is packed: what builds and tests it, and, for a command, also what it
 * has been bundled with.
 *
 * @param {Record<string, unknown>} manifest
 */
const leftAtHome = (manifest) => [
  'scripts',
  'devDependencies',
  ...(manifest.bin === undefined ? [] : ['dependencies']),
];

/** @param {Record<string, unknown>} manifest */
const beforePacking = (manifest) => {
  const left = leftAtHome(manifest);
  return Object.fromEntries(Object.entries(manifest).filter(([key]) => !left.includes(key)));
};

module.exports = { hooks: { beforePacking } };
