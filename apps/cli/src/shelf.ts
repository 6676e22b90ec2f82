import type { Shelf } from '@openguard/client';
import type { FileHandle } from 'node:fs/promises';
import type { DocumentBytes } from './document-bytes.js';
import { openDocument } from './document-bytes.js';
import type { Io } from './io.js';
import { openNameless, waiting, writeAt } from './nameless-file.js';

/** A shelf that must be cleared in the end. */
export interface ClearedShelf extends Shelf {
  readonly clear: () => Promise<void>;
}

/** A document in a file, which is there anyway. */
export const fileShelf = (path: string, io: Io): ClearedShelf => {
  let opened: DocumentBytes | undefined;
  return {
    keep: async (document) => {
      await document[Symbol.asyncIterator]().return?.();
    },
    read: async function* () {
      opened = await openDocument(path, io);
      yield* opened.bytes;
    },
    clear: () => Promise.resolve(opened?.done()),
  };
};

const PIECE = 64 * 1024;

/** A document that comes once: it waits on the disk. */
export const spoolShelf = (): ClearedShelf => {
  let file: FileHandle | undefined;
  let length = 0;
  return {
    keep: async (document) => {
      const spool = await openNameless();
      file = spool;
      for await (const chunk of document) {
        const at = length;
        await waiting(() => writeAt(spool, chunk, at));
        length += chunk.length;
      }
    },
    read: async function* () {
      const spool = file;
      const piece = Buffer.allocUnsafeSlow(PIECE);
      for (let position = 0; spool !== undefined && position < length;) {
        const at = position;
        const { bytesRead } = await waiting(() => spool.read(piece, 0, PIECE, at));
        if (bytesRead === 0) return;
        yield piece.subarray(0, bytesRead);
        position += bytesRead;
      }
    },
    clear: async () => {
      await file?.close();
    },
  };
};
