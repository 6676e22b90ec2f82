import { describe, expect, it } from 'vitest';
import type { Fixture } from './contract.js';
import { expectRefusal } from './refusal.js';
import { account, login } from './samples.js';

/** What every store does with authentication records. */
export const loginContract = (fixture: Fixture): void => {
  describe('authentication records', () => {
    const add = async (...ids: readonly number[]) => {
      await fixture.store.addAccount(account('ann'));
      await fixture.store.addAccount(account('bob'));
      await fixture.store.changeLogins('ann', () => ({ put: ids.map((id) => login(id)), answer: undefined }));
    };

    it('are added, replaced and removed at once, by what is there', async () => {
      const { store } = fixture;
      await add(3, 1, 2);
      expect(await store.loginsOf('ann')).toEqual([login(1), login(2), login(3)]);
      const answer = await store.changeLogins('ann', (there) => ({
        put: [login(2, { title: `one of ${there.length}` }), login(4)],
        remove: [1, 99],
        answer: 'told',
      }));
      expect(answer).toBe('told');
      expect(await store.loginsOf('ann')).toEqual([login(2, { title: 'one of 3' }), login(3), login(4)]);
      expect(await store.loginsOf('bob')).toEqual([]);
      expect(await store.listLogins()).toEqual(await store.loginsOf('ann'));
    });

    it('belong to their account, and go with it', async () => {
      const { store } = fixture;
      await add(1);
      const steal = () => ({ put: [login(1, { account: 'bob' })], remove: [1], answer: undefined });
      await expectRefusal(store.changeLogins('bob', steal), 'OG_STORE_FAILED', /another account/);
      await expectRefusal(store.changeLogins('eve', steal), 'OG_STORE_FAILED', /no such account/);
      expect(await store.loginsOf('ann')).toEqual([login(1)]);
      await store.removeAccount('ann');
      expect(await store.listLogins()).toEqual([]);
    });

    it('change all or not at all, and one after the other', async () => {
      const { store, again } = fixture;
      await add(1);
      const half = () => ({ put: [login(2), login(3, { createdAt: NaN })], remove: [1], answer: undefined });
      await expectRefusal(store.changeLogins('ann', half), 'OG_STORE_FAILED', /read back/);
      expect(await store.loginsOf('ann')).toEqual([login(1)]);
      const other = await again();
      await Promise.all(
        [store, other, store, other].map((each, index) =>
          each.changeLogins('ann', (there) => ({
            put: [login(10 + index, { title: `after ${there.length}` })],
            answer: undefined,
          })),
        ),
      );
      const titles = (await store.loginsOf('ann')).slice(1).map(({ title }) => title);
      expect(titles.sort()).toEqual(['after 1', 'after 2', 'after 3', 'after 4']);
    });
  });
};
