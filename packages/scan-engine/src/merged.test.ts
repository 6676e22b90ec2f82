import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { merged } from './merged.js';

const { signal } = new AbortController();

const collect = async <A>(source: AsyncIterable<A>, into: A[] = []): Promise<readonly A[]> => {
  for await (const item of source) into.push(item);
  return into;
};

describe('merged', () => {
  it('tells all that its sources tell, and reads no more than its limit at a time', async () => {
    let reading = 0;
    let most = 0;
    const source = (name: string) =>
      async function* () {
        reading += 1;
        most = Math.max(most, reading);
        for (const n of [1, 2, 3]) {
          await wait(1);
          yield `${name}${n}`;
        }
        reading -= 1;
      };
    const told = await collect(merged(['a', 'b', 'c', 'd'].map(source), 2, signal));
    expect([...told].sort()).toEqual(
      ['a', 'b', 'c', 'd'].flatMap((name) => [1, 2, 3].map((n) => `${name}${n}`)),
    );
    expect(most).toBe(2);
    expect(told.filter((item) => item.startsWith('a'))).toEqual(['a1', 'a2', 'a3']);
  });

  it('stops the others when one fails, tells their last words, then throws its error', async () => {
    let begun = 0;
    const failing = async function* () {
      begun += 1;
      yield await Promise.resolve('begun');
      throw new Error('first');
    };
    const stopped = async function* (own: AbortSignal) {
      begun += 1;
      while (!own.aborted) await wait(1);
      yield 'last words';
      throw new Error('second');
    };
    const told: string[] = [];
    await expect(collect(merged([failing, stopped, failing], 2, signal), told)).rejects.toThrow('first');
    expect(told).toEqual(['begun', 'last words']);
    expect(begun).toBe(2);
  });

  it('waits for the end of its sources when its reader leaves', async () => {
    let ended = 0;
    const endless = async function* (own: AbortSignal) {
      try {
        yield 'one';
        while (!own.aborted) await wait(1);
      } finally {
        await wait(2);
        ended += 1;
      }
    };
    for await (const item of merged([endless, endless], 2, signal)) if (item === 'one') break;
    expect(ended).toBe(2);
  });
});
