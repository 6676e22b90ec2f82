import { spawn } from 'node:child_process';

/** How a program is run. The environment is all that it gets. */
export interface RunOptions {
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  readonly input?: Uint8Array | string;
}

/** How it ended. */
export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Longer than any program here takes; it is killed then. */
const LIMIT_MS = 240_000;

/** Runs a program to its end. */
export const run = (command: string, args: readonly string[], options: RunOptions): Promise<Ended> =>
  new Promise((resolve, reject) => {
    const { cwd, env, input } = options;
    const child = spawn(command, args, { cwd, env, timeout: LIMIT_MS, killSignal: 'SIGKILL' });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    // A program that does not read its input to the end closes the pipe; its exit code tells the rest.
    child.stdin.on('error', () => undefined).end(input);
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, stdout, stderr }));
  });

/** Runs a program that must succeed; resolves to what it printed. */
export const runWell = async (
  command: string,
  args: readonly string[],
  options: RunOptions,
): Promise<string> => {
  const { code, stdout, stderr } = await run(command, args, options);
  if (code === 0) return stdout;
  throw new Error(`${command} ${args.join(' ')} ended with ${code}\n${stdout}\n${stderr}`);
};
