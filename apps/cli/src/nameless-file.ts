import { randomBytes } from 'node:crypto';
import { open, unlink, type FileHandle } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { outputError } from './output.js';

/** Does something with a file that waits among the temporary ones; says so when that fails. */
export const waiting = async <A>(action: () => Promise<A>): Promise<A> => {
  try {
    return await action();
  } catch (error) {
    throw error instanceof Error ? outputError(`what waits in ${tmpdir()}`, error) : error;
  }
};

/** A file that only this process sees, and that goes with it. */
export const openNameless = (): Promise<FileHandle> =>
  waiting(async () => {
    const path = join(tmpdir(), `openguard-${randomBytes(8).toString('hex')}`);
    const file = await open(path, 'wx+', 0o600);
    await unlink(path);
    return file;
  });

/** Writes all of it, where it is to go. */
export const writeAt = async (file: FileHandle, chunk: Uint8Array, position: number): Promise<void> => {
  for (let done = 0; done < chunk.length;) {
    done += (await file.write(chunk, done, chunk.length - done, position + done)).bytesWritten;
  }
};
