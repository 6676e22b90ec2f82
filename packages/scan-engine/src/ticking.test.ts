import { setTimeout } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { ticking } from './ticking.js';

const alive = new AbortController().signal;

const collect = async (source: AsyncIterable<string>): Promise<readonly string[]> => {
  const told: string[] = [];
  for await (const each of source) told.push(each);
  return told;
};

it('ticks between what a source tells, and ends with it', async () => {
  async function* slow(): AsyncGenerator<string> {
    yield 'a';
    await setTimeout(40);
    yield 'b';
  }
  const told = await collect(ticking(slow, 5, () => 'tick', alive));
  expect([told[0], told.at(-1)]).toEqual(['a', 'b']);
  expect(told.filter((each) => each === 'tick').length).toBeGreaterThan(0);
});

it('fails as the source fails, without waiting for the next tick', async () => {
  const broken = async function* (): AsyncGenerator<string> {
    yield await Promise.reject(new Error('broken'));
  };
  await expect(collect(ticking(broken, 60_000, () => 'tick', alive))).rejects.toThrow('broken');
});

it('stops the source when its reader leaves', async () => {
  let stopped = false;
  async function* endless(own: AbortSignal): AsyncGenerator<string> {
    own.addEventListener('abort', () => (stopped = true));
    for (;;) yield await Promise.resolve('x');
  }
  for await (const each of ticking(endless, 60_000, () => 'tick', alive)) if (each === 'x') break;
  expect(stopped).toBe(true);
});
