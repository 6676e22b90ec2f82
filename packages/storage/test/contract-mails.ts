import { describe, expect, it } from 'vitest';
import type { Fixture } from './contract.js';
import { expectRefusal } from './refusal.js';
import { account, mail } from './samples.js';

/** What every store does with mails to the owners of accounts. */
export const mailContract = (fixture: Fixture): void => {
  describe('mails', () => {
    const ids = async (now: number, limit = 10) =>
      (await fixture.store.dueMails(now, limit)).map(({ id }) => id);

    it('are queued with an account, or neither is', async () => {
      const { store } = fixture;
      await store.addAccount(account('ann'), mail('a'));
      await expectRefusal(store.addAccount(account('bob'), mail('a')), 'OG_STORE_FAILED', /there already/);
      await expectRefusal(store.addAccount(account('ann'), mail('b')), 'OG_ACCOUNT');
      await expectRefusal(
        store.addAccount(account('bob'), mail('b', { account: 'bob', attempts: NaN })),
        'OG_STORE_FAILED',
        /read back/,
      );
      expect(await store.listMails()).toEqual([mail('a')]);
      expect((await store.listAccounts()).map(({ name }) => name)).toEqual(['ann']);
    });

    it('are due at their time, the longest due first, those that are queued', async () => {
      const { store } = fixture;
      const mails = [
        mail('late', { nextAt: 3000 }),
        mail('early', { nextAt: 2000 }),
        mail('done', { state: 'failed' }),
      ];
      for (const each of mails) {
        await store.addAccount(account(each.id), { ...each, account: each.id });
      }
      expect(await ids(1999)).toEqual([]);
      expect(await ids(3000)).toEqual(['early', 'late']);
      expect(await ids(3000, 1)).toEqual(['early']);
      const { sealed, ...early } = mail('early', {
        account: 'early',
        nextAt: 9000,
        attempts: 1,
        failure: '451',
      });
      expect(await store.updateMail({ ...early, ...(sealed === undefined ? {} : { sealed }) })).toBe(true);
      expect(await ids(8999)).toEqual(['late']);
      expect(await ids(9000)).toEqual(['late', 'early']);
    });

    it.each([
      ['delivered', true],
      ['expired', true],
      ['failed', false],
      ['queued', false],
    ] as const)('that are %s have their text erased: %s', async (state, erased) => {
      const { store } = fixture;
      await store.addAccount(account('ann'), mail('a'));
      expect(await store.updateMail(mail('a', { state }))).toBe(true);
      expect((await store.listMails()).map(({ sealed }) => sealed === undefined)).toEqual([erased]);
    });

    it('go with their account, and are not updated then', async () => {
      const { store } = fixture;
      await store.addAccount(account('ann'), mail('a'));
      await store.removeAccount('ann');
      expect(await store.listMails()).toEqual([]);
      expect(await store.updateMail(mail('a'))).toBe(false);
    });
  });
};
