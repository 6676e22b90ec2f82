import { describe, expect, it } from 'vitest';
import type { Fixture } from './contract.js';
import { expectRefusal } from './refusal.js';
import {
  account,
  addScans,
  auditEntry,
  collect,
  host,
  key,
  mail,
  map,
  mapHost,
  mapReference,
  putHosts,
  reference,
  scan,
  UNWRITTEN,
} from './samples.js';

/** What every store does when it is opened again, or several times at once. */
export const sharingContract = (fixture: Fixture): void => {
  describe('opened again', () => {
    it('has everything', async () => {
      const { store, again } = fixture;
      await store.addAccount(account('ann'));
      await addScans(store, scan(1, { state: 'running' }));
      await putHosts(store, reference(1), host('192.0.2.1'));
      await store.close();
      const later = await again();
      expect(await later.listAccounts()).toEqual([account('ann')]);
      expect(await later.listRunning()).toEqual([scan(1, { state: 'running' })]);
      expect(await collect(later.hostsOf(reference(1)))).toEqual([host('192.0.2.1')]);
    });

    it('shows at once what the other one did', async () => {
      const { store, again } = fixture;
      const other = await again();
      await other.addAccount(account('ann'));
      await addScans(store, scan(1));
      await putHosts(other, reference(1), host('192.0.2.1'));
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
      // Of those that are asked for at once, none is the first.
      const atOnce = await Promise.all(Array.from({ length: 20 }, () => store.nextSerial()));
      given.push(...atOnce.toSorted((a, b) => a - b));
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
        () => store.addScan(scan(1), []),
        () => store.closeScan(scan(1)),
        () => store.findScan('ann', ref),
        () => store.listScans({ account: 'ann' }),
        () => store.listRunning(),
        () => store.removeScan('ann', ref),
        () => store.putHost(key(ref), host('192.0.2.1'), UNWRITTEN),
        () => collect(store.hostsOf(ref)),
        () => store.addMap(map(1)),
        () => store.closeMap(map(1)),
        () => store.findMap('ann', mapReference(1)),
        () => store.listMaps({ account: 'ann' }),
        () => store.removeMap('ann', mapReference(1)),
        () => store.putMapHost(key(mapReference(1)), mapHost('192.0.2.1')),
        () => collect(store.mapHostsOf(mapReference(1))),
        () => store.findJob(ref),
        () => store.standing([ref]),
        () => store.jobsToStop(),
        () => store.jobsToClose(),
        () => store.stopJob('ann', ref, ''),
        () => store.holdJobs([ref], 1),
        () => store.unheldJobs(1),
        () => store.countEnded(1),
        () => store.eraseEnded(1),
        () => store.beginBatch(ref, 0),
        () => store.noteProgress(ref, 0, 1),
        () => store.handBack(ref, 0),
        () => store.endBatch(ref, 0, { state: 'done', notAlive: '' }),
        () => store.batchesOf(ref),
        () => store.openBatches(),
        () => store.isWritten(ref),
        () => collect(store.writtenHostsOf(ref)),
        () => store.addressesOf(ref),
        () => store.dueMails(1, 1),
        () => store.updateMail(mail('m')),
        () => store.listMails(),
        () => store.eraseMails(1),
        () => store.isEmailTaken(''),
        () => store.addAudit(auditEntry(1)),
        () => collect(store.listAudit()),
        () => store.takeHosts('a', [1], 0, 1),
        () => store.keepHosts('a', 1),
        () => store.freeHosts('a', [1]),
        () => collect(store.backup()),
        () => store.restore([]),
      ];
      for (const call of calls) {
        await expectRefusal(call(), 'OG_STORE_FAILED', /cannot .*: it is closed/);
      }
      await store.close();
    });
  });
};
