import { describe, expect, it } from 'vitest';
import { createClient, type Progress } from './index.js';
import { fakeTransport, type FakeReply } from './testing.js';

const watch = async (body: FakeReply['body']): Promise<readonly Progress[]> => {
  const seen: Progress[] = [];
  const client = createClient(fakeTransport(() => ({ ...(body === undefined ? {} : { body }) })));
  const { bytes } = await client.get('/', [], { onProgress: (progress) => seen.push(progress) });
  const chunks: Uint8Array[] = [];
  for await (const chunk of bytes) chunks.push(chunk);
  expect(seen.at(-1)?.bytes ?? 0).toBe(Buffer.concat(chunks).length);
  return seen;
};

describe('progress', () => {
  it('counts the bytes that the reader has taken', async () => {
    expect(await watch(['1234', '56', '7'])).toEqual([{ bytes: 4 }, { bytes: 6 }, { bytes: 7 }]);
    expect(await watch('')).toEqual([{ bytes: 0 }]);
    expect(await watch([])).toEqual([]);
  });

  it('tells what the comments of a held reply tell, also one that comes in two parts', async () => {
    const seen = await watch([
      '<!-- keep-alive: 12 % done -->\n',
      '<!-- keep-al',
      'ive: 50 % done -->',
      '<SCAN>',
    ]);
    expect(seen.map(({ percent }) => percent)).toEqual([12, 12, 50, 50]);
  });

  it('tells how long it still takes, once for each time that it is told', async () => {
    const seen = await watch([
      '<!-- keep-alive: 12 % done, about 95 s left -->\n',
      '\n',
      '<!-- keep-alive: 20 % done, abo',
      'ut 80 s left -->',
      '<!-- keep-alive: 30 % done -->',
    ]);
    expect(seen.map(({ percent, secondsLeft }) => [percent, secondsLeft])).toEqual([
      [12, 95],
      [12, undefined],
      [12, undefined],
      [20, 80],
      [30, undefined],
    ]);
  });

  it('takes no more than 100 %, and nothing from the report itself', async () => {
    const seen = await watch(['<!-- keep-alive: 900 % -->', `<!-- keep-alive: 1 % -->${' '.repeat(2000)}`]);
    expect(seen.map(({ percent }) => percent)).toEqual([100, 100]);
  });

  it('passes on that the reader leaves', async () => {
    let left = false;
    async function* body(): AsyncGenerator<string> {
      try {
        for (;;) yield await Promise.resolve('x');
      } finally {
        left = true;
      }
    }
    const client = createClient(fakeTransport(() => ({ body: body() })));
    const { bytes } = await client.get('/', [], { onProgress: () => undefined });
    for await (const chunk of bytes) if (chunk.length > 0) break;
    expect(left).toBe(true);
  });
});
