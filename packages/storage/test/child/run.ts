import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';

/** A child process of a test: what it has said so far, and how it ended. */
export interface Child {
  readonly process: ChildProcess;
  /** The complete lines on stdout so far. */
  readonly lines: () => readonly string[];
  readonly stderr: () => string;
  /** Resolves when it has ended and everything that it said is there. */
  readonly ended: Promise<void>;
}

/** Starts Node with arguments; killed with the test if it still runs then. */
export const startNode = (argv: readonly string[], cwd?: string): Child => {
  const child = spawn(process.execPath, argv, { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  return {
    process: child,
    lines: () => stdout.split('\n').slice(0, -1),
    stderr: () => stderr,
    ended: once(child, 'close').then(() => undefined),
  };
};

/** Starts a program of this directory, which uses the built package as its users do. */
export const startProgram = (program: URL, argument: unknown): Child =>
  startNode([fileURLToPath(program), JSON.stringify(argument)]);
