import type { FileHandle } from 'node:fs/promises';
import { openNameless, waiting, writeAt } from './nameless-file.js';
import type { RestartableSink } from './report-file.js';

const PIECE = 64 * 1024;

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
      const { bytesRead } = await waiting(() => spool.read(piece, 0, PIECE, at));
      if (bytesRead === 0) return;
      await write(piece.subarray(0, bytesRead));
      position += bytesRead;
    }
  };
  return {
    write: async (chunk) => {
      file ??= await openNameless();
      const spool = file;
      await waiting(() => writeAt(spool, chunk, length));
      length += chunk.length;
    },
    restart: () => {
      length = 0;
      return Promise.resolve();
    },
    finish: async () => {
      if (file !== undefined) await passOn(file);
    },
    // Whoever reads a stream gets what the server said, a refusal, too.
    discard: () => Promise.resolve(),
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
