import type { JobReference } from '@openguard/model';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Fixture } from './contract.js';
import { account, addScans, collect, host, map, mapReference, putHosts, reference, scan } from './samples.js';
import { expectRefusal } from './refusal.js';

/** What every store does with jobs, whether they are scans or maps. */
export const jobContract = (fixture: Fixture): void => {
  describe('jobs', () => {
    const running = { state: 'running' } as const;

    beforeEach(async () => {
      await fixture.store.addAccount(account('ann'));
      await fixture.store.addAccount(account('bob'));
    });

    it('are found whoever owns them, and what runs is listed together', async () => {
      const { store } = fixture;
      await addScans(store, scan(1, { account: 'bob' }), scan(2, running));
      await store.addMap(map(1, { ...running, account: 'bob' }));
      expect(await store.findJob(reference(1))).toEqual(scan(1, { account: 'bob' }));
      expect(await store.findJob(mapReference(1))).toEqual(map(1, { ...running, account: 'bob' }));
      expect(await store.findJob(reference(3))).toBeUndefined();
      const refs = async (name?: string) => (await store.listRunning(name)).map(({ ref }) => ref);
      expect(await refs()).toEqual([mapReference(1), reference(2)]);
      expect(await refs('bob')).toEqual([mapReference(1)]);
    });

    it('tell where they stand, those that are asked for', async () => {
      const { store } = fixture;
      await store.addScan(scan(1, running), ['192.0.2.1', '192.0.2.2']);
      await addScans(store, scan(2), scan(3, running), scan(4, running));
      await store.addMap(map(5, running));
      const standing = async () => {
        const refs: JobReference[] = [1, 2, 3, 5, 6].map((n) => (n === 5 ? mapReference(n) : reference(n)));
        const all = await store.standing(refs);
        return all.toSorted((a, b) => (a.ref < b.ref ? -1 : 1));
      };
      const at = (ref: JobReference, progress: number, begun: boolean) => ({
        ref,
        progress,
        begun,
        ...running,
      });
      expect(await standing()).toEqual([
        at(mapReference(5), 0, false),
        at(reference(1), 0, false),
        { ref: reference(2), state: 'finished', progress: 1, begun: true },
        at(reference(3), 0, false),
      ]);
      await store.beginBatch(reference(1), 0);
      await store.noteProgress(reference(1), 0, 0.5, 12.5);
      await store.endBatch(reference(3), 0, { state: 'done', notAlive: '' });
      await store.stopJob('ann', mapReference(5), 'Enough.');
      expect(await standing()).toEqual([
        { ...at(mapReference(5), 0, false), stopReason: 'Enough.' },
        at(reference(1), 0.25, true),
        { ref: reference(2), state: 'finished', progress: 1, begun: true },
        at(reference(3), 1, true),
      ]);
      expect(await store.standing([])).toEqual([]);
    });

    it('tell what they still take once all of their open batches do', async () => {
      const { store } = fixture;
      const ref = reference(1);
      await store.addScan(scan(1, running), ['192.0.2.1', '192.0.2.2']);
      const left = async () => (await store.standing([ref])).map(({ secondsLeft }) => secondsLeft);
      await store.noteProgress(ref, 0, 0.25, 90.5);
      expect(await left()).toEqual([undefined]);
      await store.noteProgress(ref, 1, 0.5, 30);
      expect(await left()).toEqual([90.5]);
      await store.endBatch(ref, 0, { state: 'done', notAlive: '' });
      expect(await left()).toEqual([30]);
      await store.noteProgress(ref, 1, 0.6);
      expect(await left()).toEqual([undefined]);
      await store.noteProgress(ref, 1, 0.6, 20);
      await store.beginBatch(ref, 1);
      expect(await left()).toEqual([undefined]);
      await store.endBatch(ref, 1, { state: 'done', notAlive: '' });
      expect(await left()).toEqual([undefined]);
    });

    it('are to be stopped or closed only while they run', async () => {
      const { store } = fixture;
      await store.addScan(scan(1, running), ['192.0.2.1', '192.0.2.2']);
      await addScans(store, scan(2), scan(3, running));
      await store.addMap(map(5, running));
      expect(await store.jobsToStop()).toEqual([]);
      expect(await store.jobsToClose()).toEqual([]);
      await store.stopJob('ann', mapReference(5), 'Enough.');
      await store.stopJob('ann', reference(3), 'Enough.');
      await store.endBatch(reference(1), 0, { state: 'done', notAlive: '' });
      await store.endBatch(reference(3), 0, { state: 'failed', notAlive: '', failure: 'So.' });
      expect(new Set(await store.jobsToStop())).toEqual(new Set([reference(3), mapReference(5)]));
      expect(await store.jobsToClose()).toEqual([reference(3)]);
      await store.closeScan(scan(3));
      expect(await store.jobsToStop()).toEqual([mapReference(5)]);
      expect(await store.jobsToClose()).toEqual([]);
    });

    it('are stopped by their own account while they run; the first reason stays', async () => {
      const { store } = fixture;
      await addScans(store, scan(1, running), scan(2));
      expect(await store.stopJob('bob', reference(1), 'No.')).toBe(false);
      expect(await store.stopJob('ann', reference(2), 'No.')).toBe(false);
      expect(await store.stopJob('ann', reference(1), 'First.')).toBe(true);
      expect(await store.stopJob('ann', reference(1), 'Second.')).toBe(true);
      expect((await store.standing([reference(1)]))[0]?.stopReason).toBe('First.');
      expect(await store.jobsToStop()).toEqual([reference(1)]);
      expect(await store.findScan('ann', reference(1))).toEqual(scan(1, running));
    });

    it('that are not saved are told when nobody has held them for a while', async () => {
      const { store } = fixture;
      const unsaved = { saved: false, startedAt: 1000 };
      await addScans(store, scan(1, unsaved), scan(2, { ...unsaved, ...running, account: 'bob' }));
      await addScans(store, scan(3, { startedAt: 1000, ...running }));
      await store.addMap(map(4, { ...unsaved, ...running }));
      const unheld = async (before: number) => (await store.unheldJobs(before)).map(({ ref }) => ref);
      expect(await unheld(1000)).toEqual([]);
      expect(await store.unheldJobs(1001)).toEqual([
        { ref: reference(1), account: 'ann', state: 'finished', saved: false },
        { ref: reference(2), account: 'bob', state: 'running', saved: false },
        { ref: mapReference(4), account: 'ann', state: 'running', saved: false },
      ]);
      await store.holdJobs([reference(2), mapReference(4), reference(9)], 5000);
      await store.holdJobs([reference(2)], 3000);
      await store.holdJobs([], 9000);
      expect(await unheld(5000)).toEqual([reference(1)]);
      expect(await unheld(5001)).toEqual([reference(1), reference(2), mapReference(4)]);
    });

    it('count as held still when they are closed as not saved', async () => {
      const { store } = fixture;
      await addScans(store, scan(1, { ...running, startedAt: 1000 }));
      await store.holdJobs([reference(1)], 5000);
      await store.closeScan(scan(1, { startedAt: 1000, saved: false, state: 'failed' }));
      expect(await store.unheldJobs(5000)).toEqual([]);
      expect(await store.unheldJobs(5001)).toHaveLength(1);
    });

    it('that ended are erased by age, of one account or of all', async () => {
      const { store } = fixture;
      await addScans(
        store,
        scan(1, { endedAt: 2000, startedAt: 1000 }),
        scan(2, { endedAt: 3000, startedAt: 1000, account: 'bob', saved: false }),
        scan(3, { startedAt: 2500, state: 'failed' }),
        scan(4, { startedAt: 1, ...running }),
        scan(5, { endedAt: 9000, startedAt: 1000 }),
      );
      await store.addMap(map(6, { endedAt: 2000, startedAt: 1000 }));
      await putHosts(store, reference(1), host('192.0.2.1'));
      const counts = async () =>
        Promise.all([store.countEnded(2000), store.countEnded(9000), store.countEnded(9000, 'bob')]);
      expect(await counts()).toEqual([0, 4, 1]);
      expect(await store.eraseEnded(9000, 'eve')).toBe(0);
      expect(await store.eraseEnded(9000, 'bob')).toBe(1);
      expect(await store.findJob(reference(2))).toBeUndefined();
      expect(await store.eraseEnded(9000)).toBe(3);
      expect(await counts()).toEqual([0, 0, 0]);
      expect((await store.listScans({ account: 'ann' })).map(({ ref }) => ref)).toEqual([reference(5)]);
      expect(await store.listMaps({ account: 'ann' })).toEqual([]);
      expect(await store.listRunning()).toHaveLength(1);
      await expectRefusal(collect(store.hostsOf(reference(1))), 'OG_STORE_FAILED');
    });
  });
};
