import { Children } from './children.js';
import { INTERRUPTED, Stop } from './stop.js';

const { AbortController } = globalThis;

/**
 * Runs a program to its exit code. SIGINT, SIGTERM and SIGHUP end its children first; a {@link Stop} becomes
 * its one line on standard error.
 *
 * @param {(children: Children, signal: AbortSignal) => Promise<number>} program resolves to the exit code
 */
export const runSession = async (program) => {
  const interruption = new AbortController();
  const interrupt = () => interruption.abort();
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(name, interrupt);
  // A reader that goes away (npm start | head) ends the run as Ctrl-C does.
  process.stdout.on('error', interrupt);
  const children = new Children(interruption.signal);
  const killAll = () => children.killAll();
  process.on('exit', killAll);
  try {
    process.exitCode = await program(children, interruption.signal);
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
    process.exitCode = error.exitCode;
    if (error.message !== '') console.error(`openguard: ${error.message}`);
  } finally {
    await children.endAll();
    if (interruption.signal.aborted) process.exitCode = INTERRUPTED;
    for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.off(name, interrupt);
    process.off('exit', killAll);
  }
};
