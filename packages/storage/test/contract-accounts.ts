import { describe, expect, it } from 'vitest';
import type { Fixture } from './contract.js';
import { expectRefusal } from './refusal.js';
import { account, addScans, collect, host, putHosts, reference, scan } from './samples.js';

/** What every store does with accounts. */
export const accountContract = (fixture: Fixture): void => {
  describe('accounts', () => {
    it('are found as they were added', async () => {
      const { store } = fixture;
      const odd = account('Zoë "\u{1f600}"', { role: 'backoffice', targets: '', domain: 'example.org' });
      await store.addAccount(odd);
      await store.addAccount(account('ann'));
      expect(await store.findAccount(odd.name)).toEqual(odd);
      expect(await store.findAccount('ann')).toEqual(account('ann'));
      expect(await store.findAccount('Ann')).toBeUndefined();
      expect(await store.findAccount('')).toBeUndefined();
    });

    it('are listed by name, in the order of code points', async () => {
      const { store } = fixture;
      expect(await store.listAccounts()).toEqual([]);
      for (const name of ['ä', 'b', 'B', 'a', '\u{1f600}', '\uffee']) await store.addAccount(account(name));
      const names = (await store.listAccounts()).map(({ name }) => name);
      expect(names).toEqual(['B', 'a', 'b', 'ä', '\uffee', '\u{1f600}']);
    });

    it('cannot be added twice; the first stays', async () => {
      const { store } = fixture;
      await store.addAccount(account('ann'));
      await expectRefusal(
        store.addAccount(account('ann', { role: 'backoffice' })),
        'OG_ACCOUNT',
        /"ann" exists already; choose/,
      );
      expect(await store.listAccounts()).toEqual([account('ann')]);
    });

    it('have an e-mail that no other has, case aside, and keep what they were enrolled with', async () => {
      const { store } = fixture;
      const contact = { phone: '1', 'company\u0000': '"é"' };
      const email = 'Ann@Mill.example';
      const ann = account('ann', {
        email,
        serviceLevel: 'gold',
        enrolledBy: 'office',
        contact,
      });
      await store.addAccount(ann);
      expect(await store.findAccount('ann')).toEqual(ann);
      for (const other of [email, 'aNN@mill.EXAMPLE', 'bob@mill.example', ''])
        expect([other, await store.isEmailTaken(other)]).toEqual([other, /ann/i.test(other)]);
      await store.addAccount(account('bob', { email: 'bob@mill.example' }));
      await expectRefusal(
        store.addAccount(account('eve', { email: 'aNN@mill.example' })),
        'OG_ACCOUNT_EMAIL',
        /e-mail "aNN@mill.example" exists already/,
      );
      await expectRefusal(store.addAccount(account('ann', { email: 'bob@mill.example' })), 'OG_ACCOUNT');
      expect((await store.listAccounts()).map(({ name }) => name)).toEqual(['ann', 'bob']);
      await store.setTargets('ann', '');
      expect(await store.findAccount('ann')).toEqual({ ...ann, targets: '' });
      await store.removeAccount('ann');
      await store.addAccount(account('eve', { email: 'ann@mill.example' }));
    });

    it('are told from one whose name differs in a character that shows nothing', async () => {
      const { store } = fixture;
      await store.addAccount(account('ann'));
      for (const name of ['ann\u0000', '\u0000', 'ann ']) {
        expect(await store.findAccount(name)).toBeUndefined();
        expect(await store.setPasswordHash(name, '')).toBe(false);
      }
    });

    it('cannot hold what could not be read back', async () => {
      const { store } = fixture;
      await expectRefusal(
        store.addAccount(account('ann', { createdAt: NaN })),
        'OG_STORE_FAILED',
        /"ann".*read back/,
      );
      expect(await store.listAccounts()).toEqual([]);
    });

    it('get another password or other targets, and keep the rest', async () => {
      const { store } = fixture;
      await store.addAccount(account('ann'));
      await store.addAccount(account('bob'));
      await addScans(store, scan(1));
      expect(await store.setPasswordHash('ann', 'new')).toBe(true);
      expect(await store.setTargets('ann', '198.51.100.7')).toBe(true);
      expect(await store.listAccounts()).toEqual([
        account('ann', { passwordHash: 'new', targets: '198.51.100.7' }),
        account('bob'),
      ]);
      expect(await store.listScans({ account: 'ann' })).toEqual([scan(1)]);
      expect(await store.setPasswordHash('eve', 'new')).toBe(false);
      expect(await store.setTargets('eve', '')).toBe(false);
    });

    it('are removed with their scans and hosts, and nobody else', async () => {
      const { store } = fixture;
      for (const [serial, name] of ['ann', 'bob'].entries()) {
        await store.addAccount(account(name));
        await addScans(store, scan(serial, { account: name }));
        await putHosts(store, reference(serial), host('192.0.2.1'));
      }
      expect(await store.removeAccount('ann')).toBe(true);
      expect(await store.findAccount('ann')).toBeUndefined();
      expect(await store.findScan('ann', reference(0))).toBeUndefined();
      await expectRefusal(collect(store.hostsOf(reference(0))), 'OG_STORE_FAILED');
      expect(await store.findScan('bob', reference(1))).toEqual(scan(1, { account: 'bob' }));
      expect(await collect(store.hostsOf(reference(1)))).toEqual([host('192.0.2.1')]);
      expect(await store.removeAccount('ann')).toBe(false);
    });

    it('leave nothing to one of the same name that comes later', async () => {
      const { store } = fixture;
      await store.addAccount(account('ann'));
      await addScans(store, scan(1));
      await store.removeAccount('ann');
      await store.addAccount(account('ann'));
      expect(await store.listScans({ account: 'ann' })).toEqual([]);
    });
  });
};
