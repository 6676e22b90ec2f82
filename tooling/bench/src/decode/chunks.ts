import { closeSync, openSync, readSync } from 'node:fs';
import { StringDecoder } from 'node:string_decoder';

const CHUNK = 256 * 1024;

/**
 * A file in pieces, read where they are wanted, so that what is measured is the reader and not Node's streams.
 * Each piece is overwritten by the next.
 */
export function* chunksOf(file: string): Generator<Buffer, void, undefined> {
  const descriptor = openSync(file, 'r');
  try {
    const buffer = Buffer.allocUnsafeSlow(CHUNK);
    for (;;) {
      const length = readSync(descriptor, buffer, 0, CHUNK, null);
      if (length === 0) return;
      yield buffer.subarray(0, length);
    }
  } finally {
    closeSync(descriptor);
  }
}

/** The same as text, for readers of text. */
export function* textsOf(file: string): Generator<string, void, undefined> {
  const decoder = new StringDecoder('utf8');
  for (const chunk of chunksOf(file)) yield decoder.write(chunk);
  yield decoder.end();
}
