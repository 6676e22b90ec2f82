import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FairQueue } from './fair-queue.js';

const filled = (items: readonly string[]): FairQueue<string> => {
  const queue = new FairQueue<string>();
  for (const item of items) queue.push(item, item.split('/').slice(0, -1));
  return queue;
};

const drained = (queue: FairQueue<string>): readonly string[] => {
  const taken: string[] = [];
  for (let item = queue.shift(); item !== undefined; item = queue.shift()) taken.push(item);
  return taken;
};

describe('a queue', () => {
  it.each([
    ['keeps the order of one source', 'a/1 a/2 a/3', 'a/1 a/2 a/3'],
    ['takes sources in turn', 'a/1 a/2 a/3 b/4 c/5 b/6', 'a/1 b/4 c/5 a/2 b/6 a/3'],
    [
      'takes their users in turn',
      'a/ann/1 a/ann/2 a/bob/3 b/ann/4 b/ann/5 a/ann/6',
      'a/ann/1 b/ann/4 a/bob/3 b/ann/5 a/ann/2 a/ann/6',
    ],
    ['needs no source', '1 2 3', '1 2 3'],
  ])('%s', (_, pushed, taken) => {
    expect(drained(filled(pushed.split(' ')))).toEqual(taken.split(' '));
  });

  it.each([
    ['of the source that has most', 'a/1 a/2 b/3', 'a/2'],
    ['of the user that has most', 'a/ann/1 a/bob/2 a/bob/3 a/ann/4 a/ann/5 b/eve/6 b/eve/7', 'a/ann/5'],
    ['of all when there are no sources', '1 2 3', '3'],
  ])('sheds the last %s', (_, pushed, shed) => {
    expect(filled(pushed.split(' ')).shed()).toBe(shed);
  });

  it('sheds nothing when it is empty', () => {
    expect(new FairQueue().shed()).toBeUndefined();
  });

  it('gives each item back once, however it is taken out', () => {
    const item = fc.tuple(fc.constantFrom('a', 'b', 'c'), fc.constantFrom('x', 'y'), fc.nat());
    const items = fc.uniqueArray(
      item.map((parts) => parts.join('/')),
      { maxLength: 30 },
    );
    const way = fc.constantFrom('shift', 'shed', 'remove');
    fc.assert(
      fc.property(items, fc.array(way, { maxLength: 30 }), (pushed, ways) => {
        const queue = filled(pushed);
        const taken: (string | undefined)[] = [];
        for (const how of ways) {
          const left = pushed.filter((each) => !taken.includes(each));
          const [first] = left;
          expect(queue.length).toBe(left.length);
          if (how !== 'remove') taken.push(queue[how]());
          else if (first !== undefined && queue.remove(first)) taken.push(first);
        }
        const out = [...taken.filter((each) => each !== undefined), ...drained(queue)];
        expect(out.toSorted()).toEqual(pushed.toSorted());
        expect(queue.length).toBe(0);
        expect(queue.remove('a/x/0')).toBe(false);
      }),
    );
  });
});
