import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { prepare } from './prepare.js';
import { runSession } from './session.js';
import { Stop } from './stop.js';
import { ROOT } from './workspace.js';

/** npm run bench */
export const main = () =>
  runSession(async (children) => {
    const { node, environment } = await prepare(children, ROOT);
    const program = join(ROOT, 'tooling', 'bench', 'dist', 'main.js');
    if (!existsSync(program)) throw new Stop(1, `there is no bench to run: ${program} is missing`);
    const { exitCode } = await children.run(node, [program, ...process.argv.slice(2)], {
      cwd: ROOT,
      env: environment,
      showStdout: true,
      showStderr: true,
    });
    return exitCode;
  });
