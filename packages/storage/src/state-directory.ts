import { homedir } from 'node:os';
import { join } from 'node:path';

/**
 * Where the state of OpenGuard lies on a machine: `OPENGUARD_HOME`, else the user's state directory as the system has
 * it. Programs keep each of their stores in a directory of its own below.
 */
export const stateDirectory = (
  environment: Readonly<Record<string, string | undefined>>,
  platform: string,
  home: string = homedir(),
): string => {
  const chosen = environment['OPENGUARD_HOME'];
  if (chosen !== undefined && chosen !== '') return chosen;
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'openguard');
  const state = environment['XDG_STATE_HOME'];
  return join(state === undefined || state === '' ? join(home, '.local', 'state') : state, 'openguard');
};
