import { findProgram } from './find-program.js';
import { installAdvice, installPrograms, systemPackageManager } from './package-manager.js';
import { Stop } from './stop.js';
import { plain } from './terminal.js';

/** The exit code of a run that the scan engine stops. */
const ENGINE_FAILED = 6;

/**
 * Makes sure that nmap is there. As root it is installed with the system's package manager; with Homebrew,
 * which needs no root, after asking; otherwise the run stops with the command to type. Never calls sudo.
 *
 * @param {object} options
 * @param {import('./children.js').Children} options.children
 * @param {NodeJS.ProcessEnv} options.environment
 * @param {NodeJS.Platform} options.platform
 * @param {boolean} options.root whether this runs as root
 * @param {((question: string) => Promise<string>) | undefined} options.ask undefined where nobody can be asked
 */
export const ensureNmap = async ({ children, environment, platform, root, ask }) => {
  if (findProgram('nmap', environment) !== undefined) return;
  const manager = systemPackageManager(platform, environment);
  if (manager === undefined) {
    throw new Stop(
      ENGINE_FAILED,
      'nmap is not on the PATH; install nmap as your system installs software, then run this again',
    );
  }
  const advice = `nmap is not on the PATH; install it with: ${installAdvice(manager, ['nmap'])}`;
  if (manager.root) {
    if (!root) throw new Stop(ENGINE_FAILED, advice);
  } else {
    const answer = await ask?.(`nmap is missing. Install it with ${manager.name} now? (yes/no)`);
    if (answer !== 'yes') throw new Stop(ENGINE_FAILED, advice);
  }
  console.error(`openguard: nmap is missing; installing it with ${manager.name}`);
  const { exitCode, stdout, stderr } = await installPrograms(children, manager, ['nmap'], environment);
  if (exitCode !== 0 || findProgram('nmap', environment) === undefined) {
    console.error(plain(`${stdout}\n${stderr}`).trim());
    throw new Stop(ENGINE_FAILED, `${manager.name} could not install nmap; its words are above`);
  }
};
