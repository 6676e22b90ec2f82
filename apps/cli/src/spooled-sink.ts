import { randomBytes } from 'node:crypto';
import { open, unlink, type FileHandle } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { outputError } from './output.js';
import type { RestartableSink } from './report-file.js';

const PIECE = 64 * 1024;

/** Writes all of it, where it is to go. */
export const writeAt = async (file: FileHandle, chunk: Uint8Array, position: number): Promise<void> => {
  for (let done = 0; done < chunk.length;) {
    done += (await file.write(chunk, done, chunk.length - done, position + done)).bytesWritten;
  }
};

const attempt = async <A>(action: () => Promise<A>): Promise<A> => {
  try {
    return await action();
  } catch (error) {
    throw error instanceof Error ? outputError(`what waits in ${tmpdir()}`, error) : error;
  }
};

/** A file that only this process sees, and that goes with it. */
const openNameless = (): Promise<FileHandle> =>
  attempt(async () => {
    const path = join(tmpdir(), `openguard-${randomBytes(8).toString('hex')}`);
    const file = await open(path, 'wx+', 0o600);
    await unlink(path);
    return file;
  });

/**
 * For where nothing can be taken back, such as a pipe: what comes waits on the disk until it is whole. What was not
 * whole is passed on in the end, too, unless whoever waited has left.
 */
export const spooledSink = (
  write: (chunk: Uint8Array) => Promise<void>,
  signal: AbortSignal,
): RestartableSink => {
  let file: FileHandle | undefined;
  let length = 0;
  let passed = false;
  const passOn = async (spool: FileHandle): Promise<void> => {
    passed = true;
    const piece = new Uint8Array(PIECE);
    for (let position = 0; position < length;) {
      const at = position;
      const { bytesRead } = await attempt(() => spool.read(piece, 0, PIECE, at));
      if (bytesRead === 0) return;
      await write(piece.subarray(0, bytesRead));
      position += bytesRead;
    }
  };
  return {
    write: async (chunk) => {
      file ??= await openNameless();
      const spool = file;
      await attempt(() => writeAt(spool, chunk, length));
      length += chunk.length;
    },
    restart: () => {
      length = 0;
      return Promise.resolve();
    },
    finish: async () => {
      if (file !== undefined) await passOn(file);
    },
    close: async () => {
      if (file === undefined) return;
      try {
        if (!passed && !signal.aborted) await passOn(file);
      } finally {
        await file.close();
      }
    },
  };
};
