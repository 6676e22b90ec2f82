import type { Schedule } from '@openguard/model';
import { describe, expect, it } from 'vitest';
import type { Fixture } from './contract.js';
import { expectRefusal } from './refusal.js';
import { account } from './samples.js';

/** A schedule of Ann's, unless `rest` says otherwise. */
export const schedule = (id: string, rest: Partial<Schedule> = {}): Schedule => ({
  ...{ id, account: 'ann', targets: '192.0.2.0/28', exclude: '', option: '', title: 'Weekly \u{1f600}' },
  ...{ cron: '0 3 * * 1', zone: 'Europe/Berlin', startMinutes: 60 },
  ...{ createdAt: 1000, nextAt: 2000, paused: false, missed: 0 },
  ...rest,
});

/** What every store does with scans that recur. */
export const scheduleContract = (fixture: Fixture): void => {
  describe('schedules', () => {
    it('are due at their time unless they are paused, the longest due first', async () => {
      const { store } = fixture;
      await store.addAccount(account('ann'));
      const all = [
        schedule('late', { nextAt: 3000 }),
        schedule('early', { createdAt: 2000 }),
        schedule('asleep', { paused: true, createdAt: 3000 }),
      ];
      for (const each of all) await store.addSchedule(each);
      const due = async (now: number) => (await store.dueSchedules(now)).map(({ id }) => id);
      expect(await store.listSchedules()).toEqual(all);
      expect(await due(1999)).toEqual([]);
      expect(await due(3000)).toEqual(['early', 'late']);
      await expectRefusal(store.addSchedule(schedule('late')), 'OG_STORE_FAILED', /./);
      await expectRefusal(store.addSchedule(schedule('x', { account: 'bob' })), 'OG_STORE_FAILED', /./);
    });

    it('are taken on by one of those who saw them due', async () => {
      const { store, again } = fixture;
      await store.addAccount(account('ann'));
      await store.addSchedule(schedule('a'));
      const [seen = schedule('none')] = await (await again()).dueSchedules(2000);
      const claims = [4000, 5000].map((nextAt) => store.updateSchedule({ ...seen, nextAt }, seen));
      expect((await Promise.all(claims)).filter((taken) => taken)).toHaveLength(1);
      const [now = seen] = await store.listSchedules();
      expect(await store.updateSchedule({ ...now, lastRef: 'scan/1.2', paused: true }, now)).toBe(true);
      expect(await store.dueSchedules(9000)).toEqual([]);
    });

    it('go when they are removed, and with their account', async () => {
      const { store } = fixture;
      await store.addAccount(account('ann'));
      for (const id of ['a', 'b']) await store.addSchedule(schedule(id));
      expect(await store.removeSchedule('a')).toBe(true);
      expect(await store.removeSchedule('a')).toBe(false);
      await store.removeAccount('ann');
      expect(await store.listSchedules()).toEqual([]);
      expect(await store.updateSchedule(schedule('b'), schedule('b'))).toBe(false);
    });
  });
};
