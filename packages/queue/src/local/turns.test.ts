import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { Turns } from './turns.js';

interface Item {
  readonly account: string;
  readonly at: number;
}

const filled = (accounts: readonly string[]): Turns<Item> => {
  const turns = new Turns<Item>();
  accounts.forEach((account, at) => turns.push({ account, at }));
  return turns;
};

const drained = (turns: Turns<Item>): readonly Item[] => {
  const items: Item[] = [];
  for (let next = turns.shift(); next !== undefined; next = turns.shift()) items.push(next);
  return items;
};

const accounts = fc.array(fc.constantFrom('ann', 'bob', 'eve'));

it('gives each account a turn before any has two, and keeps the order of each', () => {
  fc.assert(
    fc.property(accounts, (pushed) => {
      const turns = filled(pushed);
      expect(turns.length).toBe(pushed.length);
      const items = drained(turns);
      expect(items.toSorted((a, b) => a.at - b.at).map(({ account }) => account)).toEqual(pushed);
      const had = new Map<string, number>();
      items.forEach(({ account, at }, index) => {
        const count = had.get(account) ?? 0;
        for (const later of items.slice(index + 1)) {
          if (later.account === account) expect(later.at).toBeGreaterThan(at);
          // Whoever still waits has had as many turns, or one less if its turn comes next.
          else expect(had.get(later.account) ?? 0).toBeGreaterThanOrEqual(count);
        }
        had.set(account, count + 1);
      });
    }),
  );
});

it('takes out what it is told to, and nothing else', () => {
  fc.assert(
    fc.property(accounts, (pushed) => {
      const turns = filled(pushed);
      const removed = turns.remove(({ at }) => at % 2 === 0);
      expect(removed.every(({ at }) => at % 2 === 0)).toBe(true);
      const rest = drained(turns);
      expect(rest.every(({ at }) => at % 2 === 1)).toBe(true);
      expect(removed.length + rest.length).toBe(pushed.length);
    }),
  );
});
