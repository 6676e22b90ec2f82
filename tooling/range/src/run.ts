import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { RangeFailure } from './range-failure.js';

/** What a program left when it ended. */
interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** How a program is run. */
interface RunOptions {
  readonly input?: string;
  readonly env?: NodeJS.ProcessEnv;
  readonly cwd?: string;
  /** After so long it is interrupted. */
  readonly timeoutMs?: number;
}

/** Runs a program to its end. */
const run = async (
  [program = '', ...args]: readonly string[],
  { input = '', timeoutMs, ...options }: RunOptions = {},
): Promise<Ran> => {
  const limit = timeoutMs === undefined ? {} : { timeout: timeoutMs, killSignal: 'SIGINT' as const };
  const child = spawn(program, args, { ...options, ...limit });
  const said = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (text: string) => (said[name] += text));
  }
  // A program may end without reading what it is given.
  child.stdin.on('error', () => undefined).end(input);
  await once(child, 'close');
  return { code: child.exitCode ?? 1, ...said };
};

/** Runs a program for some time at most; whether it came to its end, and well. */
export const runAtMost = async (command: readonly string[], timeoutMs: number): Promise<boolean> => {
  const { code } = await run(command, { timeoutMs });
  return code === 0;
};

/** Runs a program that has to succeed; gives its standard output. */
export const runWell = async (command: readonly string[], options?: RunOptions): Promise<string> => {
  const { code, stdout, stderr } = await run(command, options);
  if (code !== 0)
    throw new RangeFailure(`${command.slice(0, 6).join(' ')} ended with ${code}: ${stderr.slice(-2000)}`);
  return stdout;
};
