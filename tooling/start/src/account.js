import { Stop } from './stop.js';

/** The account that npm start scans with. */
export const USER = 'operator';

/**
 * Makes sure that the account exists, owns these targets and has this password.
 *
 * An account that should be new may still be in the store, when only the profile was lost; one that should be
 * there may be gone, when only the store was: so both ways are tried, the likely one first.
 *
 * @param {object} options
 * @param {import('./children.js').Children} options.children
 * @param {import('./programs.js').Program} options.server
 * @param {NodeJS.ProcessEnv} options.environment
 * @param {string} options.data
 * @param {string} options.targets
 * @param {string} options.password
 * @param {boolean} options.isNew whether the password was made in this run
 */
export const ensureAccount = async ({ children, server, environment, data, targets, password, isNew }) => {
  const [command, ...first] = server;
  const add = ['add', USER, '--role', 'user', '--targetip', targets, '--password-stdin'];
  const grant = ['grant', USER, '--targetip', targets];
  const passwd = ['passwd', USER, '--password-stdin'];

  /**
   * @param {readonly string[][]} commands
   * @returns {Promise<import('./children.js').Output | undefined>} the first failure
   */
  const failureOf = async (commands) => {
    for (const args of commands) {
      const result = await children.run(command, [...first, 'account', ...args, '--data', data], {
        env: environment,
        ...(args.includes('--password-stdin') ? { input: password } : {}),
      });
      if (result.exitCode !== 0) return result;
    }
    return undefined;
  };

  const [likely, other] = isNew ? [[add], [grant, passwd]] : [[grant], [add]];
  const failure = (await failureOf(likely)) && (await failureOf(other));
  if (failure !== undefined) {
    const words = failure.stderr.trim();
    throw new Stop(failure.exitCode, `the account ${USER} in ${data} cannot be made ready: ${words}`);
  }
};
