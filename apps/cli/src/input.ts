import { isOpenGuardError, OpenGuardError } from '@openguard/errors';
import { fstatSync, statSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { addAbortSignal } from 'node:stream';
import type { Io } from './io.js';

const REASONS: ReadonlyMap<unknown, string> = new Map([
  ['ENOENT', 'there is no such file'],
  ['EISDIR', 'it is a directory'],
  ['EACCES', 'you may not read it'],
  ['EBADF', 'it is not open for reading'],
]);

/** An error of the system as `OG_INPUT_FILE`, which says what could not be read; any other as it is. */
export const inputError = (what: string, error: unknown): unknown => {
  if (!(error instanceof Error && 'code' in error) || isOpenGuardError(error)) return error;
  const reason = REASONS.get(error.code) ?? String(error.code);
  return new OpenGuardError('OG_INPUT_FILE', `cannot read ${what}: ${reason}`, { cause: error });
};

/** Bytes that are read at a time. */
const PIECE = 64 * 1024;

/**
 * The bytes of a file, which is closed when nobody reads on. Each piece is overwritten by the next: buffers of their
 * own would wait by the dozen until somebody collects them, since nothing else of a large document is kept.
 */
export async function* fileBytes(path: string, { signal }: Io): AsyncGenerator<Uint8Array, void, undefined> {
  try {
    const file = await open(path);
    try {
      const piece = Buffer.allocUnsafeSlow(PIECE);
      for (;;) {
        signal.throwIfAborted();
        const { bytesRead } = await file.read(piece, 0, PIECE, null);
        if (bytesRead === 0) return;
        yield piece.subarray(0, bytesRead);
      }
    } finally {
      await file.close();
    }
  } catch (error) {
    throw inputError(path, error);
  }
}

const STDIN = 'standard input';

/** Node reads a directory as an empty stream, and opens the null device in the place of a closed descriptor. */
const refuseNothing = (descriptor: number): void => {
  const found = fstatSync(descriptor);
  const none = statSync('/dev/null', { throwIfNoEntry: false });
  if (found.isDirectory())
    throw new OpenGuardError('OG_INPUT_FILE', `cannot read ${STDIN}: it is a directory`);
  if (found.isCharacterDevice() && found.rdev === none?.rdev)
    throw new OpenGuardError(
      'OG_INPUT_FILE',
      `cannot read ${STDIN}: it is closed or the null device; name a file, or pipe something in`,
    );
};

/** The bytes of standard input. Rejects with `OG_INPUT_FILE` when it is a directory, closed or the null device. */
export async function* stdinBytes({ stdin, signal }: Io): AsyncGenerator<Uint8Array, void, undefined> {
  try {
    refuseNothing(stdin.fd);
    addAbortSignal(signal, stdin);
    for await (const chunk of stdin) {
      signal.throwIfAborted();
      yield chunk as Uint8Array;
    }
  } catch (error) {
    throw inputError(STDIN, error);
  }
}
