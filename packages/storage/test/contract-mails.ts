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

    it('are updated by one of those who saw them', async () => {
      const { store } = fixture;
      const seen = mail('a', { nextAt: 1000 });
      await store.addAccount(account('ann'), seen);
      const claims = [2000, 3000].map((nextAt) => store.updateMail({ ...seen, nextAt }, seen));
      expect((await Promise.all(claims)).filter((claimed) => claimed)).toHaveLength(1);
      const [now = seen] = await store.listMails();
      expect(await store.updateMail(mail('a', { state: 'failed' }), { ...now, state: 'failed' })).toBe(false);
      expect(await store.updateMail(mail('a', { state: 'failed' }), now)).toBe(true);
    });

    it('are erased when they are over and old, and not before', async () => {
      const { store } = fixture;
      const states = ['queued', 'failed', 'delivered', 'expired'] as const;
      for (const state of states) {
        for (const createdAt of [1, 2]) {
          const name = `${state}${createdAt}`;
          await store.addAccount(account(name), mail(name, { account: name, state, createdAt }));
        }
      }
      await store.eraseMails(2);
      const left = (await store.listMails()).map(({ id }) => id).sort();
      expect(left).toEqual(['delivered2', 'expired2', 'failed1', 'failed2', 'queued1', 'queued2']);
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
