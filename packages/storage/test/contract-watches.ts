import type { Watch } from '@openguard/model';
import { describe, expect, it } from 'vitest';
import type { Fixture } from './contract.js';
import type { SeenFinding } from '../src/index.js';
import { report, seen, take, visit } from './history-samples.js';
import { expectRefusal } from './refusal.js';
import { account, addScans, mail, reference, scan } from './samples.js';

/** A watch over Ann's scans, unless `rest` says otherwise. */
export const watch = (id: string, rest: Partial<Watch> = {}): Watch => ({
  ...{ id, account: 'ann', to: 'security@mill.example', severity: 4, createdAt: 1000 },
  ...rest,
});

/** What every store does with those who are told what is new. */
export const watchContract = (fixture: Fixture): void => {
  describe('watches', () => {
    it('are kept until they are removed, and go with their account', async () => {
      const { store } = fixture;
      await store.addAccount(account('ann'));
      for (const id of ['b', 'a', 'c'])
        await store.addWatch(watch(id, { createdAt: id === 'a' ? 2000 : 1000 }));
      await expectRefusal(store.addWatch(watch('a')), 'OG_STORE_FAILED', /./);
      await expectRefusal(store.addWatch(watch('x', { account: 'bob' })), 'OG_STORE_FAILED', /./);
      expect((await store.listWatches()).map(({ id }) => id)).toEqual(['b', 'c', 'a']);
      const sealed = watch('a', { createdAt: 2000, sealed: 'x' });
      expect(await store.updateWatch(sealed, watch('a'))).toBe(false);
      expect(await store.updateWatch(sealed, watch('a', { createdAt: 2000 }))).toBe(true);
      expect((await store.listWatches())[2]).toEqual(sealed);
      expect(await store.removeWatch('a')).toBe(0);
      expect(await store.removeWatch('a')).toBeUndefined();
      await store.removeAccount('ann');
      expect(await store.listWatches()).toEqual([]);
    });

    it('are told of scans that were taken in since, each once with its mails', async () => {
      const { store, again } = fixture;
      for (const name of ['ann', 'bob']) await store.addAccount(account(name));
      await addScans(store, scan(1), scan(2), scan(3), scan(4, { account: 'bob' }));
      await store.noteTaken(reference(1));
      expect(await store.scansToTell(9)).toEqual([]);
      await store.addWatch(watch('a'));
      for (const serial of [3, 2, 4]) await store.noteTaken(reference(serial));
      expect(await store.scansToTell(9)).toEqual([reference(2), reference(3)]);
      expect(await store.scansToTell(1)).toEqual([reference(2)]);
      const others = [store, await again()];
      const told = await Promise.all(
        others.map((each, index) => each.tellScan(reference(2), [mail(`letter ${index}`)])),
      );
      expect(told.filter((did) => did)).toHaveLength(1);
      expect(await store.listMails()).toHaveLength(1);
      const [letter = mail('none')] = await store.listMails();
      await expectRefusal(store.tellScan(reference(3), [letter]), 'OG_STORE_FAILED', /./);
      expect(await store.scansToTell(9)).toEqual([reference(3)]);
      expect(await store.tellScan(reference(3), [])).toBe(true);
      expect(await store.scansToTell(9)).toEqual([]);
    });

    it('take the mails along that wait for them when they are removed, and get none afterwards', async () => {
      const { store, again } = fixture;
      await store.addAccount(account('ann'));
      await addScans(store, scan(1), scan(2));
      for (const id of ['a', 'b']) await store.addWatch(watch(id));
      for (const serial of [1, 2]) await store.noteTaken(reference(serial));
      const letters = (name: string) => [
        mail(`${name} waits`, { watch: 'a' }),
        mail(`${name} failed`, { watch: 'a', state: 'failed' }),
        mail(`${name} came`, { watch: 'a', state: 'delivered' }),
        mail(`${name} other`, { watch: 'b' }),
        mail(`${name} own`),
      ];
      expect(await store.tellScan(reference(1), letters('1'))).toBe(true);
      expect(await (await again()).removeWatch('a')).toBe(2);
      const left = async () => (await store.listMails()).map(({ id }) => id).sort();
      expect(await left()).toEqual(['1 came', '1 other', '1 own']);
      expect(await store.tellScan(reference(2), letters('2'))).toBe(true);
      expect(await left()).toEqual(['1 came', '1 other', '1 own', '2 other', '2 own']);
    });

    it('are told what is new in a report from a severity on, the worst first, and how much it is', async () => {
      const { store } = fixture;
      for (const name of ['ann', 'bob']) await store.addAccount(account(name));
      await take(store, 'bob', report(2), visit('192.0.2.1', seen('other', { severity: 5 })));
      await take(store, 'ann', report(1), visit('192.0.2.1', seen('old', { severity: 5 })));
      await take(
        store,
        'ann',
        report(2),
        visit(
          '192.0.2.1',
          seen('old', { severity: 5 }),
          seen('b', { severity: 4 }),
          seen('practice', { severity: 5, section: 'practice' }),
          seen('small'),
        ),
        visit('192.0.2.2', seen('c', { severity: 5 }), seen('d', { severity: 4 })),
      );
      const found = await store.newFindings('ann', 'day 2', 4, 2);
      expect(found.total).toBe(3);
      expect(found.worst).toEqual([
        {
          ip: '192.0.2.2',
          id: 'c',
          title: 'About c',
          severity: 5,
          port: 21,
          protocol: 'tcp',
          what: 'opened',
        },
        {
          ip: '192.0.2.1',
          id: 'b',
          title: 'About b',
          severity: 4,
          port: 21,
          protocol: 'tcp',
          what: 'opened',
        },
      ]);
      expect(await store.newFindings('ann', 'day 3', 1, 2)).toEqual({ total: 0, worst: [] });
    });

    it('are told of what becomes a vulnerability of that severity, once', async () => {
      const { store } = fixture;
      await store.addAccount(account('ann'));
      const found = async (day: number, severity: number, ...more: readonly SeenFinding[]) => {
        await take(store, 'ann', report(day), visit('192.0.2.1', ...more));
        const { worst } = await store.newFindings('ann', `day ${day}`, severity, 9);
        return worst.map(({ id, what }) => `${id} ${what}`).sort();
      };
      const doubted = seen('a', { severity: 5, section: 'practice' });
      expect(await found(1, 4, doubted, seen('b', { severity: 3 }), seen('c', { severity: 4 }))).toEqual([
        'c opened',
      ]);
      // Confirmed; risen over the threshold; more severe than what was told.
      const worse = [seen('a', { severity: 5 }), seen('b', { severity: 4 }), seen('c', { severity: 5 })];
      expect(await found(2, 4, ...worse)).toEqual(['a worsened', 'b worsened']);
      expect(await found(3, 4, ...worse)).toEqual([]);
      expect(await found(4, 4, seen('a', { severity: 4 }))).toEqual([]);
    });

    it('are told nothing of what is less severe now', async () => {
      const { store } = fixture;
      await store.addAccount(account('ann'));
      await take(store, 'ann', report(1), visit('192.0.2.1', seen('a', { severity: 5 })));
      await take(store, 'ann', report(2), visit('192.0.2.1', seen('a', { severity: 4 })));
      expect(await store.newFindings('ann', 'day 2', 4, 9)).toEqual({ total: 0, worst: [] });
    });
  });
};
