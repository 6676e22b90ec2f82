import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { unzipped } from './unzipped.js';

const TEXT = `<SCAN value="scan/1.2">${'<IP value="192.0.2.1"/>'.repeat(5000)}</SCAN>`;
const ZIPPED = gzipSync(TEXT);

async function* piecesOf(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array, void, undefined> {
  for (let i = 0; i < bytes.length; i += size) yield await Promise.resolve(bytes.subarray(i, i + size));
}

const read = async (bytes: Uint8Array, size = 1000): Promise<string> => {
  let text = '';
  for await (const chunk of unzipped(piecesOf(bytes, size), 'report.xml.gz')) {
    text += Buffer.from(chunk).toString('latin1');
  }
  return text;
};

describe('unzipped', () => {
  it.each([1, 2, 3, 1000, 1_000_000])('unzips what is gzip, in pieces of %i bytes', async (size) => {
    expect(await read(ZIPPED, size)).toBe(TEXT);
  });

  it.each(['', '<', '<a/>', TEXT])('lets anything else pass', async (text) => {
    expect(await read(Buffer.from(text), 1)).toBe(text);
  });

  it.each([2, 3, 10, 11, ZIPPED.length - 8, ZIPPED.length - 1])(
    'refuses what is cut after %i bytes',
    async (length) => {
      await expect(read(ZIPPED.subarray(0, length))).rejects.toMatchObject({ code: 'OG_XML_TRUNCATED' });
    },
  );

  it.each([5, 20, ZIPPED.length - 6])('refuses a change of byte %i, or gives the same', async (position) => {
    const changed = Uint8Array.from(ZIPPED).with(position, (ZIPPED[position] ?? 0) ^ 0x55);
    const outcome = await read(changed).catch((error: unknown) => error);
    if (outcome !== TEXT) expect(outcome).toMatchObject({ code: 'OG_XML_ENCODING' });
  });

  it('hands on what breaks its source', async () => {
    const broken = async function* (): AsyncGenerator<Uint8Array, void, undefined> {
      yield await Promise.resolve(ZIPPED.subarray(0, 50));
      throw new RangeError('gone');
    };
    const all = async (): Promise<void> => {
      for await (const chunk of unzipped(broken(), 'x')) expect(chunk.length).toBeGreaterThan(0);
    };
    await expect(all()).rejects.toThrow('gone');
  });
});
