import type { Shelf } from '@openguard/client';
import { OpenGuardError } from '@openguard/errors';
import { stat, type FileHandle } from 'node:fs/promises';
import type { DocumentBytes } from './document-bytes.js';
import { openDocument } from './document-bytes.js';
import { inputError } from './input.js';
import type { Io } from './io.js';
import { openNameless, waiting, writeAt } from './nameless-file.js';

/** A shelf that must be cleared in the end. */
export interface ClearedShelf extends Shelf {
  readonly clear: () => Promise<void>;
}

/** What of a file shows that somebody has written to it. */
const stateOf = async (path: string): Promise<string> => {
  const { ino, size, mtimeNs } = await stat(path, { bigint: true });
  return [ino, size, mtimeNs].join(' ');
};

/** A document in a file, which is there anyway. Rejects with `OG_INPUT_FILE` when it is another when it is read again. */
const fileShelf = async (path: string, io: Io): Promise<ClearedShelf> => {
  const before = await stateOf(path);
  let opened: DocumentBytes | undefined;
  return {
    keep: async (document) => {
      await document[Symbol.asyncIterator]().return?.();
    },
    read: async function* () {
      opened = await openDocument(path, io);
      yield* opened.bytes;
      // Its findings would be told with what another document says of them.
      if ((await stateOf(path)) !== before)
        throw new OpenGuardError(
          'OG_INPUT_FILE',
          `${path} was written to while it was read; read it again when it is whole`,
        );
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

/** Where a document waits that is to be read twice: a pipe, such as a shell gives for `<(...)`, comes once, too. */
export const shelfFor = async (path: string, io: Io): Promise<ClearedShelf> => {
  try {
    return path !== '-' && (await stat(path)).isFile() ? await fileShelf(path, io) : spoolShelf();
  } catch (error) {
    throw inputError(path, error);
  }
};
