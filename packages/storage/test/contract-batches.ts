import { beforeEach, describe, expect, it } from 'vitest';
import type { Fixture } from './contract.js';
import {
  account,
  addScans,
  collect,
  host,
  key,
  map,
  mapHost,
  mapReference,
  reference,
  scan,
  UNWRITTEN,
} from './samples.js';

const DONE = { state: 'done', notAlive: '' } as const;

/** What every store does with the parts that the work of a job is cut into. */
export const batchContract = (fixture: Fixture): void => {
  describe('batches', () => {
    const ref = reference(1);
    const open = { ref, state: 'open', attempts: 0, progress: 0, notAlive: '' };

    beforeEach(async () => {
      await fixture.store.addAccount(account('ann'));
      await fixture.store.addScan(scan(1, { state: 'running' }), ['192.0.2.0/25', '192.0.2.128/25']);
    });

    it('are those that a scan was added with, and one for a map', async () => {
      const { store } = fixture;
      await store.addMap(map(2, { state: 'running', account: 'ann' }));
      expect(await store.batchesOf(ref)).toEqual([
        { ...open, number: 0, targets: '192.0.2.0/25' },
        { ...open, number: 1, targets: '192.0.2.128/25' },
      ]);
      const ofMap = { ...open, ref: mapReference(2), number: 0, targets: '' };
      expect(await store.batchesOf(mapReference(2))).toEqual([ofMap]);
      expect(await store.batchesOf(reference(3))).toEqual([]);
    });

    it('count their attempts, but not those that are handed back', async () => {
      const { store } = fixture;
      expect(await store.beginBatch(ref, 1)).toEqual({
        ...open,
        number: 1,
        targets: '192.0.2.128/25',
        attempts: 1,
      });
      expect((await store.beginBatch(ref, 1))?.attempts).toBe(2);
      await store.handBack(ref, 1);
      await store.handBack(ref, 0);
      expect((await store.batchesOf(ref)).map(({ attempts }) => attempts)).toEqual([0, 1]);
    });

    it('are not begun when they have ended, are unknown, or their job has ended or is to be stopped', async () => {
      const { store } = fixture;
      await addScans(store, scan(2), scan(3, { state: 'running' }));
      await store.endBatch(ref, 0, DONE);
      await store.stopJob('ann', reference(3), 'Enough.');
      for (const [of, number] of [
        [ref, 0],
        [ref, 2],
        [reference(2), 0],
        [reference(3), 0],
        [reference(4), 0],
      ] as const) {
        expect(await store.beginBatch(of, number)).toBeUndefined();
      }
      expect((await store.batchesOf(reference(3)))[0]?.attempts).toBe(0);
    });

    it('end once: the first end stays, whatever a second worker says', async () => {
      const { store } = fixture;
      const failed = { state: 'failed', notAlive: '192.0.2.7', failure: 'nmap died' } as const;
      expect(await store.endBatch(ref, 0, failed)).toBe(1);
      expect(await store.endBatch(ref, 0, DONE)).toBe(1);
      await store.noteProgress(ref, 0, 0.5);
      await store.handBack(ref, 0);
      const [ended] = await store.batchesOf(ref);
      expect(ended).toEqual({ ...open, ...failed, number: 0, targets: '192.0.2.0/25', progress: 1 });
      expect(await store.endBatch(ref, 1, DONE)).toBe(0);
      expect(await store.endBatch(reference(3), 0, DONE)).toBe(0);
    });

    it('ended at once by several workers leave exactly one to see that it was the last', async () => {
      const { store, again } = fixture;
      const other = await again();
      const targets = Array.from({ length: 8 }, (_, index) => `192.0.2.${index}`);
      await store.addScan(scan(2, { state: 'running' }), targets);
      const left = await Promise.all(
        targets.map((_, number) => (number % 2 === 0 ? store : other).endBatch(reference(2), number, DONE)),
      );
      expect(left.toSorted((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
    });

    it('that are open are listed while their job runs, oldest job first', async () => {
      const { store } = fixture;
      await store.addScan(scan(3, { state: 'running', startedAt: 1 }), ['192.0.2.1']);
      await store.addScan(scan(4), ['192.0.2.1']);
      await store.endBatch(ref, 0, DONE);
      const listed = [
        { ref: reference(3), number: 0, account: 'ann' },
        { ref, number: 1, account: 'ann' },
      ];
      expect(await store.openBatches()).toEqual(listed);
      await store.closeScan(scan(1));
      expect(await store.openBatches()).toEqual(listed.slice(0, 1));
    });

    it('that are open are gone when the job is closed; the others stay', async () => {
      const { store } = fixture;
      await store.endBatch(ref, 1, DONE);
      await store.closeScan(scan(1));
      expect((await store.batchesOf(ref)).map(({ number }) => number)).toEqual([1]);
    });

    it('take the same host twice while they are open, and keep it once', async () => {
      const { store } = fixture;
      for (const os of ['first', 'second']) {
        await store.beginBatch(ref, 0);
        expect(await store.putHost(key(ref), host('192.0.2.1', { os }), UNWRITTEN)).toBe(true);
      }
      expect(await collect(store.hostsOf(ref))).toEqual([host('192.0.2.1', { os: 'second' })]);
    });

    it.each<[string, () => Promise<unknown>]>([
      ['its batch has ended', () => fixture.store.endBatch(ref, 0, DONE)],
      ['the scan was closed', () => fixture.store.closeScan(scan(1))],
      ['the scan was removed', () => fixture.store.removeScan('ann', ref)],
      ['the account was removed', () => fixture.store.removeAccount('ann')],
    ])('take nothing from a worker that is late, since %s', async (_, end) => {
      const { store } = fixture;
      await store.putHost(key(ref), host('192.0.2.1'), Buffer.from('first'));
      await end();
      const late = host('192.0.2.1', { os: 'late' });
      expect(await store.putHost(key(ref), late, Buffer.from('late'))).toBe(false);
      expect(await store.putHost(key(ref), host('192.0.2.2'), UNWRITTEN)).toBe(false);
      const still = await store.findScan('ann', ref);
      if (still === undefined) return;
      expect(await collect(store.hostsOf(ref))).toEqual([host('192.0.2.1')]);
      expect(Buffer.concat(await collect(store.writtenHostsOf(ref))).toString()).toBe('first');
    });

    it('of another number take their own hosts still', async () => {
      const { store } = fixture;
      await store.endBatch(ref, 0, DONE);
      expect(await store.putHost(key(ref, 1), host('192.0.2.200'), UNWRITTEN)).toBe(true);
      expect(await store.putHost(key(ref, 2), host('192.0.2.201'), UNWRITTEN)).toBe(false);
    });

    it('of maps take nothing from a worker that is late, either', async () => {
      const { store } = fixture;
      await store.addMap(map(2, { state: 'running' }));
      expect(await store.putMapHost(key(mapReference(2)), mapHost('192.0.2.1'))).toBe(true);
      await store.endBatch(mapReference(2), 0, DONE);
      expect(await store.putMapHost(key(mapReference(2)), mapHost('192.0.2.2'))).toBe(false);
      expect(await collect(store.mapHostsOf(mapReference(2)))).toHaveLength(1);
    });
  });
};
