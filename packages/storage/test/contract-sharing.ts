import { describe, expect, it } from 'vitest';
import type { Fixture } from './contract.js';
import { expectRefusal } from './refusal.js';
import { account, collect, host, map, mapHost, mapReference, reference, scan } from './samples.js';

/** What every store does when it is opened again, or several times at once. */
export const sharingContract = (fixture: Fixture): void => {
  describe('opened again', () => {
    it('has everything', async () => {
      const { store, again } = fixture;
      await store.addAccount(account('ann'));
      await store.addScan(scan(1, { state: 'running' }));
      await store.putHost(reference(1), host('192.0.2.1'));
      await store.close();
      const later = await again();
      expect(await later.listAccounts()).toEqual([account('ann')]);
      expect(await later.listRunningScans()).toEqual([scan(1, { state: 'running' })]);
      expect(await collect(later.hostsOf(reference(1)))).toEqual([host('192.0.2.1')]);
    });

    it('shows at once what the other one did', async () => {
      const { store, again } = fixture;
      const other = await again();
      await other.addAccount(account('ann'));
      await store.addScan(scan(1));
      await other.putHost(reference(1), host('192.0.2.1'));
      expect(await collect(store.hostsOf(reference(1)))).toEqual([host('192.0.2.1')]);
      await other.close();
      expect(await store.findAccount('ann')).toEqual(account('ann'));
    });

    it('gives serial numbers that only rise, to all and after a restart', async () => {
      const { store, again } = fixture;
      const other = await again();
      const given: number[] = [];
      for (let round = 0; round < 20; round += 1) {
        given.push(await (round % 2 === 0 ? store : other).nextSerial());
      }
      given.push(...(await Promise.all(Array.from({ length: 20 }, () => store.nextSerial()))));
      await store.close();
      await other.close();
      given.push(await (await again()).nextSerial());
      expect(
        given.every((serial, index) => Number.isSafeInteger(serial) && serial > (given[index - 1] ?? 0)),
      ).toBe(true);
      expect(given).toHaveLength(41);
    });
  });

  describe('closed', () => {
    it('refuses every call, and closes once more without complaint', async () => {
      const { store } = fixture;
      await store.close();
      const ref = reference(1);
      const calls: readonly (() => Promise<unknown>)[] = [
        () => store.addAccount(account('ann')),
        () => store.findAccount('ann'),
        () => store.listAccounts(),
        () => store.setPasswordHash('ann', ''),
        () => store.setTargets('ann', ''),
        () => store.removeAccount('ann'),
        () => store.nextSerial(),
        () => store.addScan(scan(1)),
        () => store.updateScan(scan(1)),
        () => store.findScan('ann', ref),
        () => store.listScans({ account: 'ann' }),
        () => store.listRunningScans(),
        () => store.removeScan('ann', ref),
        () => store.putHost(ref, host('192.0.2.1')),
        () => collect(store.hostsOf(ref)),
        () => store.addMap(map(1)),
        () => store.updateMap(map(1)),
        () => store.findMap('ann', mapReference(1)),
        () => store.listMaps({ account: 'ann' }),
        () => store.listRunningMaps(),
        () => store.removeMap('ann', mapReference(1)),
        () => store.putMapHost(mapReference(1), mapHost('192.0.2.1')),
        () => collect(store.mapHostsOf(mapReference(1))),
      ];
      for (const call of calls) {
        await expectRefusal(call(), 'OG_STORE_FAILED', /cannot .*: it is closed/);
      }
      await store.close();
    });
  });
};
