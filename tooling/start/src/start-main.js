import { homedir } from 'node:os';
import { HELP, parseOptions } from './options.js';
import { prepare } from './prepare.js';
import { builtPrograms } from './programs.js';
import { runSession } from './session.js';
import { start } from './start-flow.js';
import { stateDirectory } from './state-directory.js';
import { ask, canAsk } from './terminal.js';
import { ROOT } from './workspace.js';

/** npm start */
export const main = () =>
  runSession(async (children, signal) => {
    const options = parseOptions(process.argv.slice(2));
    if (options.help) {
      process.stdout.write(HELP);
      return 0;
    }
    const workspace = await prepare(children, ROOT);
    /** @param {string} question */
    const askHere = async (question) => {
      const answer = await ask(question, signal);
      children.check();
      return answer;
    };
    await start({
      children,
      workspace,
      programs: builtPrograms(workspace),
      options,
      state: stateDirectory(process.env, process.platform, homedir()),
      ask: canAsk() ? askHere : undefined,
    });
    return 0;
  });
