import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { DiskSorter } from './disk-sorter.js';

const key = fc.oneof(
  fc.constantFrom('a', 'b', '["a",', '["a","b"]'),
  fc.string().map((text) => JSON.stringify(text)),
);
const value = fc.record({
  text: fc.string({ unit: 'binary' }),
  list: fc.array(fc.integer(), { maxLength: 3 }),
});
const added = fc.array(fc.tuple(key, value), { maxLength: 60 });

const open: DiskSorter<unknown>[] = [];
afterEach(() => {
  for (const sorter of open.splice(0)) sorter.close();
});

const sorterOf = <A>(values: readonly (readonly [string, A])[], room: number): DiskSorter<A> => {
  const sorter = new DiskSorter<A>(room);
  open.push(sorter);
  for (const [at, one] of values) sorter.add(at, one);
  return sorter;
};

const pairsOf = <A>(sorter: DiskSorter<A>): readonly string[] =>
  [...sorter.sorted()].map(({ key: at, record }) => JSON.stringify([at, record]));

const byText = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);

describe('a sorter', () => {
  it('gives back all values in the order of their keys, whether in memory or on the disk, as often as it is asked', () => {
    fc.assert(
      fc.property(added, fc.constantFrom(1, 200, 1000, 1_000_000), (values, room) => {
        const sorter = sorterOf(values, room);
        const keys = [...sorter.sorted()].map((sorted) => sorted.key);
        expect(keys).toEqual(values.map(([at]) => at).sort(byText));
        const given = values.map((pair) => JSON.stringify(JSON.parse(JSON.stringify(pair)))).sort(byText);
        expect([...pairsOf(sorter)].sort(byText)).toEqual(given);
        expect([...pairsOf(sorter)].sort(byText)).toEqual(given);
      }),
    );
  });

  it('holds lines that are longer than what is read at a time', () => {
    const long = ['x', 'ä', '\u{1f600}', '\n'].map((text, i): [string, string] => [
      `k${i}`,
      text.repeat(70_000),
    ]);
    expect([...sorterOf(long, 1).sorted()].map(({ record }) => record)).toEqual(long.map(([, text]) => text));
  });

  it('tells values apart by their texts', () => {
    const [one, other, third] = [
      ...sorterOf(
        [
          ['a', 1],
          ['a', 1],
          ['a', 2],
        ],
        1,
      ).sorted(),
    ];
    expect(one?.text).toBe(other?.text);
    expect(third?.text).not.toBe(other?.text);
  });

  it('forgets what was added when it begins anew', () => {
    const sorter = sorterOf(
      [
        ['a', 1],
        ['b', 2],
      ],
      1,
    );
    sorter.restart();
    sorter.add('c', 3);
    expect(pairsOf(sorter)).toEqual(['["c",3]']);
  });
});
