import { describe, expect, it } from 'vitest';
import type { Store } from '../src/index.js';
import type { Fixture } from './contract.js';
import { report, seen, take, visit } from './history-samples.js';
import { account, addressOf, collect } from './samples.js';

const RULE = { sections: ['vuln'], severity: 3 } as const;
const HOST = '192.0.2.1';
const DAY = 86_400_000;

/** What every store does with remediation tickets. */
export const ticketContract = (fixture: Fixture): void => {
  describe('tickets', () => {
    const numbers = async (store: Store, name: string, first?: number, last?: number) =>
      (await collect(store.tickets(name, first, last))).map(
        ({ number, finding: { id, state } }) => `${number} ${id} ${state}`,
      );
    const made = (store: Store, name = 'ann') => store.makeTickets(name, [addressOf(HOST)], RULE);

    it('are made once for each open finding that the rule names, and stay with it', async () => {
      const { store } = fixture;
      for (const name of ['ann', 'bob']) {
        await store.addAccount(account(name));
        const grave = [seen('a'), seen('b', { severity: 5 }), seen('c', { severity: 2 })];
        const others = [seen('d', { section: 'practice' }), seen('e', { section: 'info' })];
        await take(store, name, report(1), visit(HOST, ...grave, ...others), visit('192.0.2.2', seen('f')));
      }
      expect([await made(store), await made(store)]).toEqual([2, 0]);
      expect(await numbers(store, 'ann')).toEqual(['1 a new', '2 b new']);
      expect(await numbers(store, 'bob')).toEqual([]);
      await take(store, 'ann', report(2), { ...visit(HOST, seen('b'), seen('g')), name: 'gate' });
      expect(await made(await fixture.again())).toBe(1);
      expect(await numbers(store, 'ann')).toEqual(['1 a fixed', '2 b active', '3 g new']);
      expect(await numbers(store, 'ann', 2, 2)).toEqual(['2 b active']);
      const [, , last] = await collect(store.tickets('ann'));
      expect(last).toMatchObject({
        ...{ createdAt: 2 * DAY, address: addressOf(HOST), visitedAt: 2 * DAY, name: 'gate' },
        finding: { ip: HOST, severity: 3, title: 'About g' },
      });
    });

    it('have numbers that nobody else has, whoever makes them at the same time', async () => {
      const { store } = fixture;
      await store.addAccount(account('ann'));
      const found = Array.from({ length: 300 }, (_, index) => seen(`x${index}`));
      await take(store, 'ann', report(1), visit(HOST, ...found));
      const both = await Promise.all([made(store), made(await fixture.again())]);
      expect(both.sort()).toEqual([0, 300]);
      expect((await collect(store.tickets('ann'))).map(({ number }) => number)).toEqual(
        found.map((_, index) => index + 1),
      );
    });
  });
};
