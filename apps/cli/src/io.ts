import type { Linger } from './interruption.js';

/** Where a command reads and writes, and what tells it to stop. */
export interface Io {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly stdin: typeof process.stdin;
  readonly stdout: typeof process.stdout;
  readonly stderr: NodeJS.WriteStream;
  readonly signal: AbortSignal;
  /** See {@link Linger}. */
  readonly linger: Linger;
}

/** A remark for the person at the terminal; never part of the output. */
export const say = (io: Io, line: string): void => {
  io.stderr.write(`${line}\n`);
};
