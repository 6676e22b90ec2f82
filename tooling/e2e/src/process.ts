import { spawn, type StdioOptions } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import type { Sandbox } from './sandbox.js';
import { within } from './waiting.js';

/** How a process ended and what it wrote. */
export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A process that a test has started. */
export interface Started {
  readonly pid: number;
  readonly stdout: () => string;
  readonly stderr: () => string;
  /** Resolves when it and its output are at their end. */
  readonly ended: Promise<Ended>;
  readonly kill: (signal: NodeJS.Signals) => void;
}

/** What a process is started with, in a sandbox; its environment is only what stands here. */
export interface StartOptions {
  readonly box: Sandbox;
  readonly environment: Readonly<Record<string, string>>;
  /** What it reads; nothing when left out. */
  readonly input?: string | Uint8Array;
  /** A descriptor in place of a pipe for standard output. */
  readonly stdout?: number;
  /** How long `run` waits for its end. */
  readonly withinMs?: number;
}

const isGone = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ESRCH';

/** Signals the group that a process leads; does nothing when it is gone. */
export const killGroup = (pid: number, signal: NodeJS.Signals): void => {
  try {
    process.kill(-pid, signal);
  } catch (error) {
    if (!isGone(error)) throw error;
  }
};

const environmentOf = (pid: number): string | undefined => {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'latin1');
  } catch (error) {
    if (error instanceof Error && 'code' in error) return undefined;
    throw error;
  }
};

/**
 * Whether a process is there, is no zombie, and has a text in its environment: by its number alone it could be
 * another one by now. Where the system does not show environments, the number has to do.
 */
export const isAlive = (pid: number, mark: string): boolean => {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (!isGone(error)) throw error;
    return false;
  }
  return !existsSync('/proc/self/environ') || environmentOf(pid)?.includes(mark) === true;
};

/** Starts a program as the leader of its group. When the test ends and it has not, the group is killed. */
export const start = (program: string, args: readonly string[], options: StartOptions): Started => {
  const { box, environment, input, stdout: descriptor } = options;
  const stdio: StdioOptions = ['pipe', descriptor ?? 'pipe', 'pipe'];
  const child = spawn(program, args, { cwd: box.root, env: environment, stdio, detached: true });
  const written = { stdout: [] as Buffer[], stderr: [] as Buffer[] };
  child.stdout?.on('data', (chunk: Buffer) => written.stdout.push(chunk));
  child.stderr?.on('data', (chunk: Buffer) => written.stderr.push(chunk));
  const stdout = (): string => Buffer.concat(written.stdout).toString('utf8');
  const stderr = (): string => Buffer.concat(written.stderr).toString('utf8');
  const ended = new Promise<Ended>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => {
      resolve({ code, signal, stdout: stdout(), stderr: stderr() });
    });
  });
  // A program may end without reading what it is given.
  child.stdin?.on('error', () => undefined);
  child.stdin?.end(input ?? '');
  const { pid } = child;
  if (pid === undefined) throw new Error(`${program} cannot be started`);
  // The number of a process that has ended may be another's by now.
  const kill = (signal: NodeJS.Signals): void => {
    if (child.exitCode === null && child.signalCode === null) killGroup(pid, signal);
  };
  const gone = new Promise((resolve) => child.once('exit', resolve));
  box.atEnd(async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    kill('SIGKILL');
    // A dying process may still write where the sandbox is removed.
    await gone;
  });
  return { pid, stdout, stderr, ended, kill };
};

/** Starts a program and waits for its end. */
export const run = (program: string, args: readonly string[], options: StartOptions): Promise<Ended> => {
  const { ended } = start(program, args, options);
  return within(`${args.join(' ').slice(0, 200)} ends`, ended, options.withinMs);
};
