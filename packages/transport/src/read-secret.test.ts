import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { readSecret } from './read-secret.js';

describe('readSecret', () => {
  it.each([
    [['pä', 'ss\n', 'more'], 'päss'],
    [['pass\r\n'], 'pass'],
    [['pass'], 'pass'],
    [[' p s \n'], ' p s '],
  ])('takes the first line of %j', async (pieces, secret) => {
    expect(await readSecret(Readable.from(pieces))).toBe(secret);
  });

  it('joins a character that came in two pieces', async () => {
    expect(await readSecret(Readable.from([Buffer.from([0xc3]), Buffer.from([0xa4, 0x0a])]))).toBe('ä');
  });

  it.each([[[]], [['\n']], [['x'.repeat(5000)]]])('refuses %#', async (pieces) => {
    await expect(readSecret(Readable.from(pieces))).rejects.toMatchObject({ code: 'OG_CREDENTIALS_MISSING' });
  });
});
