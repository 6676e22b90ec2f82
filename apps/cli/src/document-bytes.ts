import { stat } from 'node:fs/promises';
import { fileBytes, inputError, stdinBytes } from './input.js';
import type { Io } from './io.js';
import { createProgress } from './progress.js';
import { unzipped } from './unzipped.js';

/** A document that is being read from a file or from standard input. */
export interface DocumentBytes {
  /** Its bytes, unzipped; how far they are is shown on a terminal. */
  readonly bytes: AsyncIterable<Uint8Array>;
  /** What it is called in messages. */
  readonly name: string;
  /** Counts a finding, for people. */
  readonly found: () => void;
  /** Takes away what is shown. */
  readonly done: () => void;
}

const sizeOf = async (path: string): Promise<number | undefined> => {
  try {
    const found = await stat(path);
    return found.isFile() ? found.size : undefined;
  } catch (error) {
    throw inputError(path, error);
  }
};

const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(0)} MB`;

const clock = (seconds: number): string =>
  `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, '0')}`;

/** How far it is: bytes, their rate, findings, and the time that is left where the size is known. */
const progressLine = (read: number, total: number | undefined, seconds: number, findings: number): string => {
  const rate = read / Math.max(seconds, 0.001);
  const of = total === undefined ? '' : ` of ${megabytes(total)}`;
  const left = total === undefined || rate === 0 ? '' : `, ${clock((total - read) / rate)} left`;
  return `${megabytes(read)}${of}, ${megabytes(rate)}/s, ${findings} findings${left}`;
};

/** Opens a file, or standard input for `-`. Rejects with `OG_INPUT_FILE`; reading the bytes may reject later. */
export const openDocument = async (path: string, io: Io): Promise<DocumentBytes> => {
  const isStdin = path === '-';
  const name = isStdin ? 'standard input' : path;
  const total = isStdin ? undefined : await sizeOf(path);
  const progress = createProgress(io);
  const started = performance.now();
  let read = 0;
  let findings = 0;
  const counted = (async function* () {
    for await (const chunk of isStdin ? stdinBytes(io) : fileBytes(path, io)) {
      read += chunk.length;
      progress.show(progressLine(read, total, (performance.now() - started) / 1000, findings));
      yield chunk;
    }
  })();
  return {
    bytes: unzipped(counted, name),
    name,
    found: () => {
      findings += 1;
    },
    done: progress.clear,
  };
};
