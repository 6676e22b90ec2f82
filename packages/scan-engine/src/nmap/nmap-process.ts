import { OpenGuardError } from '@openguard/errors';
import { spawn } from 'node:child_process';
import { homedir } from 'node:os';
import type { Readable } from 'node:stream';
import { boundCommand, isNotStarted, watchOver } from './end-with-us.js';

/** How a process ended. */
export interface Ending {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** A running nmap. */
export interface NmapProcess {
  readonly output: AsyncIterable<Uint8Array>;
  /**
   * Resolves when it has ended and all that it wrote has been read. Rejects with `OG_ENGINE_MISSING` when it
   * turned out that there is none to start.
   */
  readonly ended: Promise<Ending>;
  /** The last line that it wrote to stderr, but for those that it always writes; bounded. */
  readonly complaint: () => string;
  /** Ends it and all its children, and resolves when it is gone. Does nothing when it is gone already. */
  readonly stop: () => Promise<void>;
}

const COMPLAINT_BYTES = 16 * 1024;
const COMPLAINT_SHOWN = 200;
const PATIENCE_MS = 1000;
/** Ten times what a scan of 16 hosts with all ports and scripts was seen to take. */
const MEMORY_BYTES = 2 * 1024 ** 3;

const isGone = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ESRCH';

/** Signals a process and its children: it leads a process group of its own. */
const signalGroup = (pid: number, signal: NodeJS.Signals): void => {
  try {
    process.kill(-pid, signal);
  } catch (error) {
    // It ended by itself in the meantime.
    if (!isGone(error)) throw error;
  }
};

/** No reasons: what nmap says last when it gives up, and what it says whenever hosts are taken to be there. */
const NO_REASON = /^(?:QUITTING!|Host discovery disabled \(-Pn\).*)?$/;

/** The line that tells why: nmap warns first, and gives its reason last. */
const reasonOf = (source: Readable): (() => string) => {
  let text = '';
  source.setEncoding('utf8');
  source.on('data', (chunk: string) => {
    text = (text + chunk).slice(-COMPLAINT_BYTES);
  });
  return () => {
    const lines = text.split('\n').map((line) => line.trim());
    return (lines.findLast((line) => !NO_REASON.test(line)) ?? '').slice(0, COMPLAINT_SHOWN);
  };
};

const missing = (path: string, cause?: Error): OpenGuardError =>
  new OpenGuardError(
    'OG_ENGINE_MISSING',
    `${path} cannot be started. Install nmap 7.80 or newer: "apt-get install nmap", "dnf install nmap", ` +
      '"apk add nmap nmap-scripts" or "brew install nmap".',
    { cause },
  );

/**
 * Starts nmap with an array of arguments, no input and almost no environment. It ends when this process ends,
 * also when that is killed. Rejects with `OG_ENGINE_MISSING` when there is none to start.
 */
export const startNmap = async (
  path: string,
  args: readonly string[],
  memoryBytes = MEMORY_BYTES,
): Promise<NmapProcess> => {
  const { bound, ...command } = await boundCommand(path, args, memoryBytes);
  const child = spawn(command.program, command.args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
    cwd: '/',
    env: { PATH: process.env['PATH'] ?? '', LANG: 'C', LC_ALL: 'C', HOME: homedir() },
  });
  if (!bound) watchOver(child);
  const complaint = reasonOf(child.stderr);
  const gone = new Promise<void>((resolve) => {
    child.once('exit', () => {
      resolve();
    });
  });
  const ended = new Promise<Ending>((resolve, reject) => {
    child.once('close', (code, signal) => {
      if (bound && isNotStarted(code, complaint())) reject(missing(path));
      else resolve({ code, signal });
    });
  });
  // Whoever leaves early does not ask for the end.
  ended.catch(() => undefined);
  await new Promise<void>((resolve, reject) => {
    child.once('spawn', resolve);
    child.once('error', (cause) => {
      reject(missing(path, cause));
    });
  });
  const { pid } = child;
  const stop = async (): Promise<void> => {
    if (pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
    signalGroup(pid, 'SIGTERM');
    const insist = setTimeout(() => {
      signalGroup(pid, 'SIGKILL');
    }, PATIENCE_MS);
    await gone;
    clearTimeout(insist);
  };
  return { output: child.stdout, ended, complaint, stop };
};
