import { delimiter } from 'node:path';

/** Where daemons lie, which not everyone has on the PATH. */
const FOLDERS = ['/usr/sbin', '/sbin'];

/**
 * An environment whose PATH also leads to daemons.
 *
 * @param {NodeJS.ProcessEnv} environment
 * @returns {NodeJS.ProcessEnv}
 */
export const withDaemons = (environment) => ({
  ...environment,
  PATH: [environment['PATH'] ?? '', ...FOLDERS].join(delimiter),
});
