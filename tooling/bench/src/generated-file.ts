import { closeSync, fsyncSync, openSync, writeSync } from 'node:fs';

/** Writes what a generator gives to a file, and returns what it says at its end. */
export const writeGenerated = <T>(path: string, chunks: Generator<Uint8Array, T, undefined>): T => {
  const file = openSync(path, 'w');
  try {
    for (;;) {
      const next = chunks.next();
      if (next.done === true) {
        // The disk must not be busy with it while others read.
        fsyncSync(file);
        return next.value;
      }
      writeSync(file, next.value);
    }
  } finally {
    closeSync(file);
  }
};
