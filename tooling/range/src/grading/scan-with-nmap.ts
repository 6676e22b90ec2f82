import { SCANNER } from '../network/network-script.js';
import { runWell } from '../run.js';

const ADDRESS = /^\d+(?:\.\d+){3}$/;

/** Runs nmap alone, its XML into a file; resolves to the seconds that it took. */
export const scanWithNmap = async (
  args: readonly string[],
  targets: readonly string[],
  output: string,
): Promise<number> => {
  const began = performance.now();
  await runWell(['ip', 'netns', 'exec', SCANNER, 'nmap', ...args, '-oX', output, ...targets]);
  return (performance.now() - began) / 1000;
};

/**
 * What one nmap has to do to do the work of many: the arguments of the run with most of them, without its targets
 * and without where its output went. Undefined where no run scanned ports.
 */
export const sameWork = (runs: readonly (readonly string[])[]): readonly string[] | undefined => {
  const [most] = runs.filter((run) => run.includes('-sV')).sort((a, b) => b.length - a.length);
  if (most === undefined) return undefined;
  const output = most.indexOf('-oX');
  return most.filter(
    (argument, index) => index !== output && index !== output + 1 && !ADDRESS.test(argument),
  );
};
