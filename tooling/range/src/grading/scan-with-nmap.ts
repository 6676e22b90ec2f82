import { SCANNER } from '../network/network-script.js';
import { runAtMost, runWell } from '../run.js';

/** nmap alone, in the scanner. */
const NMAP = ['ip', 'netns', 'exec', SCANNER, 'nmap'] as const;

/** How long nmap took, and whether it came to its end. */
export interface Timed {
  readonly seconds: number;
  readonly ended: boolean;
}

/** Runs nmap alone, its XML into a file, for some minutes at most. */
export const scanWithNmap = async (
  args: readonly string[],
  { output, minutes }: { readonly output: string; readonly minutes: number },
): Promise<Timed> => {
  const began = performance.now();
  const ended = await runAtMost([...NMAP, ...args, '-oX', output], minutes * 60_000);
  return { seconds: (performance.now() - began) / 1000, ended };
};

/** Runs nmap alone to its end, one command line after the other; resolves to the seconds that they took. */
export const workThrough = async (lines: readonly (readonly string[])[]): Promise<number> => {
  const began = performance.now();
  for (const line of lines) await runWell([...NMAP, ...line]);
  return (performance.now() - began) / 1000;
};
