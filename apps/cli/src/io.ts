import { isOpenGuardError, OpenGuardError } from '@openguard/errors';
import { addAbortSignal } from 'node:stream';

/** Where a command reads and writes, and what tells it to stop. */
export interface Io {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly stdin: NodeJS.ReadStream;
  readonly stdout: NodeJS.WriteStream;
  readonly stderr: NodeJS.WriteStream;
  readonly signal: AbortSignal;
}

const codeOf = (error: unknown): string | undefined =>
  error instanceof Error && 'code' in error ? String(error.code) : undefined;

export const outputError = (what: string, error: Error): Error => {
  const code = codeOf(error);
  if (code === undefined || isOpenGuardError(error)) return error;
  const reason = code === 'ENOSPC' ? 'the disk is full' : code;
  return new OpenGuardError('OG_OUTPUT_FILE', `cannot write ${what}: ${reason}`, { cause: error });
};

/** Writes to standard output and waits while the reader is slow. A reader that has gone ends the command quietly. */
export const write = (io: Io, chunk: string | Uint8Array): Promise<void> =>
  new Promise((resolve, reject) => {
    io.stdout.write(chunk, (error) => {
      if (error === null || error === undefined) resolve();
      else reject(codeOf(error) === 'EPIPE' ? new ReaderGone() : outputError('standard output', error));
    });
  });

/** Whoever read standard output has stopped, as `head` does. */
export class ReaderGone extends Error {}

const UNSAFE = /[\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;

/** A JSON value as one line of text that a terminal does not obey: the same value, rarer characters escaped. */
export const jsonLine = (value: unknown): string =>
  `${JSON.stringify(value).replace(UNSAFE, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)}\n`;

export const writeJson = (io: Io, value: unknown): Promise<void> => write(io, jsonLine(value));

/** A remark for the person at the terminal; never part of the output. */
export const say = (io: Io, line: string): void => {
  io.stderr.write(`${line}\n`);
};

/** The bytes of standard input. */
export async function* stdinBytes({ stdin, signal }: Io): AsyncGenerator<Uint8Array, void, undefined> {
  addAbortSignal(signal, stdin);
  for await (const chunk of stdin) {
    signal.throwIfAborted();
    yield chunk as Uint8Array;
  }
}
