import { expect, it } from 'vitest';
import { sharing } from './sharing.js';

/** Work that lasts until it is told to end, and how often it was begun. */
const lasting = () => {
  const begun: AbortSignal[] = [];
  const ends: ((value: string) => void)[] = [];
  const work = (gone: AbortSignal): Promise<string> => {
    begun.push(gone);
    return new Promise((resolve) => ends.push(resolve));
  };
  return { begun, work, end: (value: string) => ends.at(-1)?.(value) };
};

it('is done once for all who ask at the same time, and again for those who come later', async () => {
  const join = sharing<string>();
  const { begun, work, end } = lasting();
  const answers = [join('a', undefined, work), join('a', undefined, work)];
  expect(begun).toHaveLength(1);
  end('one');
  expect(await Promise.all(answers)).toEqual(['one', 'one']);
  const later = join('a', undefined, work);
  expect(begun).toHaveLength(2);
  end('two');
  expect(await later).toBe('two');
});

it('is not done once for different names', () => {
  const join = sharing<string>();
  const { begun, work } = lasting();
  void join('a', undefined, work);
  void join('b', undefined, work);
  expect(begun).toHaveLength(2);
});

it('is given up when everybody has left, and not before', () => {
  const join = sharing<string>();
  const { begun, work } = lasting();
  const [first, second] = [new AbortController(), new AbortController()];
  void join('a', first.signal, work);
  void join('a', second.signal, work);
  first.abort();
  expect(begun[0]?.aborted).toBe(false);
  second.abort();
  expect(begun[0]?.aborted).toBe(true);
});

it('is begun anew after a failure, which all hear of', async () => {
  const join = sharing<string>();
  const failing = () => Promise.reject(new RangeError('no'));
  const answers = [join('a', undefined, failing), join('a', undefined, failing)];
  for (const answer of answers) await expect(answer).rejects.toThrow(RangeError);
  await expect(join('a', undefined, () => Promise.resolve('yes'))).resolves.toBe('yes');
});
