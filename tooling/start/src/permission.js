import { fileURLToPath } from 'node:url';
import { Stop, USAGE } from './stop.js';

const READER = fileURLToPath(new URL('read-targets.js', import.meta.url));

/**
 * Whether a target list stays on this machine. A list that breaks the grammar stops the run.
 *
 * @param {import('./children.js').Children} children
 * @param {import('./workspace.js').Workspace} workspace
 * @param {string} targets
 * @returns {Promise<boolean>}
 */
export const isLoopback = async (children, workspace, targets) => {
  const { exitCode, stdout, stderr } = await children.run(workspace.node, [READER, targets], {
    env: workspace.environment,
  });
  if (exitCode !== 0) throw new Stop(exitCode, `the target list could not be read: ${stderr.trim()}`);
  const { loopback, fault } = JSON.parse(stdout);
  if (fault !== undefined) throw new Stop(USAGE, fault);
  return loopback === true;
};

/**
 * Goes on only with a statement that the owner of targets beyond loopback allows the scan.
 *
 * @param {object} options
 * @param {string} options.targets
 * @param {boolean} options.authorised
 * @param {((question: string) => Promise<string>) | undefined} options.ask undefined where nobody can be asked
 */
export const requirePermission = async ({ targets, authorised, ask }) => {
  if (authorised) return;
  if (ask === undefined) {
    throw new Stop(
      USAGE,
      `${targets} lies beyond this machine; if its owner allows the scan, say so with --authorised`,
    );
  }
  const answer = await ask(
    `Scanning without permission is harmful and mostly a crime.\nDo you have permission of the owner to scan ${targets}? (yes/no)`,
  );
  if (answer !== 'yes')
    throw new Stop(USAGE, `${targets} was not scanned: there was no "yes" to the question of permission`);
};
