import { homedir } from 'node:os';
import { join } from 'node:path';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Where the state of OpenGuard lies: `OPENGUARD_HOME`, else the user's state directory as the system has it.
 */
const stateDirectory = (environment: Environment, platform: string, home: string = homedir()): string => {
  const chosen = environment['OPENGUARD_HOME'];
  if (chosen !== undefined && chosen !== '') return chosen;
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'openguard');
  const state = environment['XDG_STATE_HOME'];
  return join(state === undefined || state === '' ? join(home, '.local', 'state') : state, 'openguard');
};

/** Where a store lies when nobody says: real and simulated reports never share one. */
export const defaultDataDirectory = (
  environment: Environment,
  platform: string,
  simulated: boolean,
): string => join(stateDirectory(environment, platform), simulated ? 'data-simulated' : 'data');
