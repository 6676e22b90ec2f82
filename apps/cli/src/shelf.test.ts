import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Io } from './io.js';
import { shelfFor } from './shelf.js';

const IO: Io = {
  environment: {},
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
  signal: new AbortController().signal,
  linger: () => undefined,
};

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'openguard-shelf-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const textOf = async (bytes: AsyncIterable<Uint8Array>): Promise<string> => {
  const pieces: Buffer[] = [];
  for await (const piece of bytes) pieces.push(Buffer.from(piece));
  return Buffer.concat(pieces).toString();
};

describe('a document that is read twice', () => {
  it('is a file that stays as it is', async () => {
    const path = join(folder, 'a.xml');
    writeFileSync(path, '<a/>');
    const shelf = await shelfFor(path, IO);
    expect([await textOf(shelf.read()), await textOf(shelf.read())]).toEqual(['<a/>', '<a/>']);
    await shelf.clear();
  });

  it.each([
    ['longer', (path: string) => appendFileSync(path, '<!-- -->')],
    [
      'another of the same length',
      (path: string) => {
        rmSync(path);
        writeFileSync(path, '<b/>');
      },
    ],
  ])('is refused when it is %s when it is read again', async (_, change) => {
    const path = join(folder, 'a.xml');
    writeFileSync(path, '<a/>');
    const shelf = await shelfFor(path, IO);
    await textOf(shelf.read());
    change(path);
    await expect(textOf(shelf.read())).rejects.toMatchObject({
      code: 'OG_INPUT_FILE',
      message: `${path} was written to while it was read; read it again when it is whole`,
    });
    await shelf.clear();
  });

  it('may be of any length, also what is read ahead', async () => {
    for (const length of [0, 1, 262_143, 262_144, 262_145, 524_288, 1_000_003]) {
      const path = join(folder, 'a.xml');
      const text = Array.from({ length }, (_, at) =>
        String.fromCharCode(97 + ((at * 7 + (at >> 8)) % 26)),
      ).join('');
      writeFileSync(path, text);
      const shelf = await shelfFor(path, IO);
      expect((await textOf(shelf.read())) === text, String(length)).toBe(true);
    }
  });
});
