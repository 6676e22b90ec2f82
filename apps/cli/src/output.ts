import { isOpenGuardError, OpenGuardError } from '@openguard/errors';
import { terminalJson, terminalJsonList } from '@openguard/render';
import { writeSync } from 'node:fs';
import { Socket } from 'node:net';
import { setImmediate as turn } from 'node:timers/promises';
import type { Io } from './io.js';

/** Whoever read standard output has stopped, as `head` does. */
export class ReaderGone extends Error {}

/**
 * An error of the system as one of ours that says what could not be written.
 *
 * @param besides what else there is to say
 */
export const outputError = (what: string, error: Error, besides = ''): Error => {
  if (!('code' in error) || isOpenGuardError(error)) return error;
  const reason = error.code === 'ENOSPC' ? 'the disk is full' : String(error.code);
  return new OpenGuardError('OG_OUTPUT_FILE', `cannot write ${what}: ${reason}${besides}`, { cause: error });
};

/** Nobody reads a pipe any more; after the first such error, its stream says that it is destroyed. */
const GONE: ReadonlySet<unknown> = new Set(['EPIPE', 'ERR_STREAM_DESTROYED']);

/** Node's own stream for files takes what a full disk has room for as all, and loses the rest. */
const writeToFile = (descriptor: number, chunk: string | Uint8Array): void => {
  const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
  for (let done = 0; done < bytes.length;) done += writeSync(descriptor, bytes, done);
};

/** Pipes, sockets and terminals, which take their time. */
const isStream = (stdout: object): boolean => stdout instanceof Socket;

/** Waits for a slow reader, and no longer than until somebody wants to stop. */
const writeToStream = (stream: Socket, chunk: string | Uint8Array, signal: AbortSignal): Promise<void> =>
  new Promise((resolve, reject) => {
    const stop = (): void => {
      reject(signal.reason instanceof Error ? signal.reason : new Error('stopped'));
    };
    signal.addEventListener('abort', stop, { once: true });
    stream.write(chunk, (error) => {
      signal.removeEventListener('abort', stop);
      if (error === null || error === undefined) resolve();
      else reject('code' in error && GONE.has(error.code) ? new ReaderGone() : error);
    });
  });

/** Writes to standard output and waits while the reader is slow. A reader that has gone ends the command quietly. */
export const write = async ({ stdout, signal }: Io, chunk: string | Uint8Array): Promise<void> => {
  signal.throwIfAborted();
  try {
    if (isStream(stdout)) await writeToStream(stdout, chunk, signal);
    else writeToFile(stdout.fd, chunk);
  } catch (error) {
    throw error instanceof Error ? outputError('standard output', error) : error;
  }
};

/** Texts are collected up to this many characters before they are written. */
const BATCH = 64 * 1024;

/** Writes one text after the other, and looks now and then whether it is to stop. */
export const writeAll = async (io: Io, texts: Iterable<string>): Promise<void> => {
  let batch = '';
  for (const text of texts) {
    batch += text;
    if (batch.length < BATCH) continue;
    await write(io, batch);
    await turn();
    batch = '';
  }
  await write(io, batch);
};

/** A JSON value as one line. */
export const jsonLine = (value: unknown): string => `${terminalJson(value)}\n`;

export const writeJson = (io: Io, value: unknown): Promise<void> => write(io, jsonLine(value));

/** A JSON object as one line whose last field is an array that may be larger than memory. */
export function* jsonLineWith(
  fields: object,
  name: string,
  values: Iterable<unknown>,
): Generator<string, void, undefined> {
  const head = terminalJson(fields).slice(0, -1);
  let separator = `${head === '{' ? '' : ','}${terminalJson(name)}:[`;
  yield head;
  for (const value of values) {
    yield `${separator}${terminalJson(value)}`;
    separator = ',';
  }
  yield separator === ',' ? ']}\n' : `${separator}]}\n`;
}

function* listLine(values: Iterable<unknown>): Generator<string, void, undefined> {
  yield* terminalJsonList(values);
  yield '\n';
}

/** Writes a JSON array as one line, value by value: as one text it might be too long. */
export const writeJsonList = (io: Io, values: Iterable<unknown>): Promise<void> =>
  writeAll(io, listLine(values));
