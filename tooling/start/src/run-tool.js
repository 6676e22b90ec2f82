import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { findProgram } from './find-program.js';
import { prepare } from './prepare.js';
import { runSession } from './session.js';
import { Stop } from './stop.js';
import { ROOT } from './workspace.js';

/**
 * Builds what is needed and runs a program of `tooling/` with the arguments of this one. Where Linux can do so, it
 * ends the program with this process, even one that is killed.
 *
 * @param {string} name
 */
export const runTool = (name) =>
  runSession(async (children) => {
    const { node, environment } = await prepare(children, ROOT);
    const program = join(ROOT, 'tooling', name, 'dist', 'main.js');
    if (!existsSync(program)) throw new Stop(1, `there is no ${name} to run: ${program} is missing`);
    const setpriv = process.platform === 'linux' ? findProgram('setpriv', environment) : undefined;
    const [command = node, ...first] =
      setpriv === undefined ? [node] : [setpriv, '--pdeathsig', 'KILL', '--', node];
    const { exitCode } = await children.run(command, [...first, program, ...process.argv.slice(2)], {
      cwd: ROOT,
      env: environment,
      showStdout: true,
      showStderr: true,
    });
    return exitCode;
  });
