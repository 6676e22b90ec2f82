import { describe, expect, it } from 'vitest';
import type { Fixture } from './contract.js';
import { account, auditEntry, collect } from './samples.js';

/** What every store does with the audit log; that it only grows is tested with each driver. */
export const auditContract = (fixture: Fixture): void => {
  describe('the audit log', () => {
    it('is read oldest first, as a whole or narrowed, whatever the order of writing', async () => {
      const { store } = fixture;
      const entries = [
        auditEntry(3000, { action: 'login', detail: 'nul \u0000 and \ud800' }),
        auditEntry(1000),
        auditEntry(2000, { account: 'bob' }),
        auditEntry(2000, { account: 'nobody\u0000', subject: 'second' }),
      ];
      for (const entry of entries) await store.addAudit(entry);
      const [third, first, second, secondToo] = entries;
      const read = (query?: Parameters<typeof store.listAudit>[0]) => collect(store.listAudit(query));
      expect(await read()).toEqual([first, second, secondToo, third]);
      expect(await read({ from: 2000 })).toEqual([second, secondToo, third]);
      expect(await read({ to: 2000 })).toEqual([first]);
      expect(await read({ from: 2000, to: 3000, account: 'bob' })).toEqual([second]);
      expect(await read({ action: 'login' })).toEqual([third]);
      expect(await read({ account: 'ann', action: 'scan' })).toEqual([first]);
      expect(await read({ account: 'nobody\u0000' })).toEqual([secondToo]);
      expect(await read({ from: 3001 })).toEqual([]);
    });

    it('is read a page at a time, none twice, none left out', async () => {
      const { store } = fixture;
      const entries = Array.from({ length: 300 }, (_, index) =>
        auditEntry(Math.floor(index / 7), { subject: String(index) }),
      );
      for (const entry of entries) await store.addAudit(entry);
      expect(await collect(store.listAudit())).toEqual(entries);
    });

    it('outlives the account that it is about', async () => {
      const { store } = fixture;
      await store.addAccount(account('ann'));
      await store.addAudit(auditEntry(1));
      await store.removeAccount('ann');
      expect(await collect(store.listAudit())).toHaveLength(1);
    });
  });
};
