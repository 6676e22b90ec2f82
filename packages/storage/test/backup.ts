import { createHash } from 'node:crypto';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Store } from '../src/index.js';
import { schedule } from './contract-schedules.js';
import { watch } from './contract-watches.js';
import { fillCompliance } from './contract-compliance.js';
import { fillHistory } from './history-samples.js';
import { expectRefusal } from './refusal.js';
import {
  account,
  auditEntry,
  collect,
  host,
  key,
  login,
  mail,
  map,
  mapHost,
  mapReference,
  reference,
  scan,
  UNWRITTEN,
} from './samples.js';

/** Something of everything that a store keeps. */
const fill = async (store: Store): Promise<void> => {
  await store.addAccount(account('ann', { email: 'Ann@mill.example' }), mail('a', { failure: 'é\u0000' }));
  await store.addAccount(account('bob \u{1f600}'), mail('b', { account: 'bob \u{1f600}', createdAt: 1 }));
  for (let serial = 1; serial < 8; serial += 1) await store.nextSerial();
  await store.addScan(scan(1, { state: 'running', target: '192.0.2.0/24' }), [
    '192.0.2.0/25',
    '192.0.2.128/25',
  ]);
  for (let last = 0; last < 5; last += 1) {
    const bytes = last === 3 ? UNWRITTEN : Buffer.alloc(100_000, last);
    await store.putHost(key(reference(1)), host(`192.0.2.${last}`, { os: 'nul \u0000, half \ud800' }), bytes);
  }
  await store.beginBatch(reference(1), 1);
  await store.noteProgress(reference(1), 1, 0.25);
  await store.endBatch(reference(1), 0, { state: 'failed', notAlive: '192.0.2.9', failure: 'x' });
  await store.stopJob('ann', reference(1), 'Enough.');
  await store.addScan(scan(2, { saved: false }), []);
  await store.holdJobs([reference(2)], 993_593_099_000);
  await store.addMap(map(3, { state: 'running', account: 'bob \u{1f600}' }));
  await store.putMapHost(key(mapReference(3)), mapHost('192.0.2.7', { links: [''] }));
  await store.changeLogins('ann', () => ({ put: [login(5), login(6, { kind: 'snmp' })], answer: undefined }));
  await fillCompliance(store, 'ann');
  await fillHistory(store, 'ann');
  await fillHistory(store, 'bob \u{1f600}');
  for (const id of ['b', 'a']) await store.addSchedule(schedule(id, { lastOutcome: 'half \ud800 "\n' }));
  for (const id of ['b', 'a']) await store.addWatch(watch(id));
  for (const at of [3, 1, 2]) await store.addAudit(auditEntry(at, { detail: '"\n\u2028' }));
};

/** An empty store, closed with the test. */
type MakeStore = (simulated?: boolean) => Promise<Store>;

/** Registers the tests that a backup of one driver, restored by one (the same or another), has to pass. */
export const backupContract = (name: string, makeSource: MakeStore, makeTarget: MakeStore): void => {
  const opened = async (make: MakeStore, simulated?: boolean): Promise<Store> => {
    const store = await make(simulated);
    onTestFinished(() => store.close());
    return store;
  };
  const lines = (store: Store) => collect(store.backup());

  describe(`a backup, ${name}`, () => {
    it('brings everything back', async () => {
      const source = await opened(makeSource, false);
      await fill(source);
      const saved = await lines(source);
      const target = await opened(makeTarget);
      await target.restore(saved);
      expect(await lines(target)).toEqual(saved);
      expect(await target.listScans({ account: 'ann', including: 0 })).toEqual([]);
      expect(await target.listRunning()).toEqual(await source.listRunning());
      expect(await target.isWritten(reference(1))).toBe(false);
      expect(Buffer.concat(await collect(target.writtenHostsOf(reference(1), 0xc000_0202)))).toEqual(
        Buffer.alloc(100_000, 2),
      );
      expect(await target.standing([reference(1)])).toEqual(await source.standing([reference(1)]));
      expect(await target.nextSerial()).toBe(8);
      expect(await collect(target.listAudit())).toEqual(await collect(source.listAudit()));
      await expectRefusal(
        target.addAccount(account('eve', { email: 'ann@mill.example' })),
        'OG_ACCOUNT_EMAIL',
      );
    });

    it.each([
      ['do not say what is open', 1],
      ['do not say when their words were told', 3],
      ['have no numbers either', 4],
    ])('takes hosts of older backups, which %s', async (_, missing) => {
      const source = await opened(makeSource, false);
      await source.addAccount(account('ann'));
      await fillHistory(source, 'ann');
      const older = (await lines(source)).slice(0, -1).flatMap((line) => {
        const { history, row } = JSON.parse(line) as { history?: string; row?: unknown[] };
        if (history === 'host_count') return missing === 4 ? [] : [line];
        return [history === 'known_host' ? JSON.stringify({ history, row: row?.slice(0, -missing) }) : line];
      });
      const sha256 = createHash('sha256')
        .update(older.map((line) => `${line}\n`).join(''))
        .digest('hex');
      const target = await opened(makeTarget);
      await target.restore([...older, JSON.stringify({ end: { lines: older.length, sha256 } })]);
      const undated = (all: readonly string[]) =>
        all
          .slice(0, -1)
          .map((line) => JSON.parse(line) as { history?: string; row?: unknown[] })
          .map((line) => (line.history === 'known_host' ? line.row?.slice(0, -3) : line));
      expect(undated(await lines(target))).toEqual(undated(await lines(source)));
    });

    it('is of one moment, whatever is written meanwhile', async () => {
      const source = await opened(makeSource, false);
      await fill(source);
      const before = await lines(source);
      const saved: string[] = [];
      for await (const line of source.backup()) {
        saved.push(line);
        if (saved.length > 1) continue;
        await source.removeScan('ann', reference(1));
        await source.addAccount(account('late'));
      }
      expect(saved).toEqual(before);
      expect(await lines(source)).not.toEqual(before);
    });

    const damage: readonly (readonly [string, RegExp, (sound: readonly string[]) => readonly string[]])[] = [
      ['is empty', /cut off/, () => []],
      ['lacks its end', /cut off/, (sound) => sound.slice(0, -1)],
      [
        'ends in the middle of a line',
        /line 8 is damaged/,
        (sound) => [...sound.slice(0, 7), '{"host":{"ip":'],
      ],
      ['lacks its beginning', /line 1 is damaged/, (sound) => sound.slice(1)],
      ['lacks a line', /checksum/, (sound) => sound.toSpliced(7, 1)],
      ['has a line twice', /checksum/, (sound) => sound.toSpliced(7, 0, sound[7] ?? '')],
      [
        'has a changed line',
        /checksum/,
        (sound) => sound.map((line) => line.replace('"severity":3', '"severity":4')),
      ],
      ['has a line of no sense', /line 8 is damaged/, (sound) => sound.toSpliced(7, 1, '{"host":{}}')],
      ['goes on behind its end', /behind its end/, (sound) => [...sound, sound[1] ?? '']],
      [
        'is of a newer version',
        /newer version/,
        (sound) => [(sound[0] ?? '').replace('"version":2', '"version":3')],
      ],
    ];
    it('that is damaged or cut is refused, and nothing is changed', async () => {
      const source = await opened(makeSource, false);
      await fill(source);
      const sound = await lines(source);
      const target = await opened(makeTarget);
      const before = await lines(target);
      for (const [what, words, change] of damage) {
        await expectRefusal(target.restore(change(sound)), 'OG_BACKUP', words);
        expect(await lines(target), what).toEqual(before);
      }
      await target.restore(sound);
      expect(await lines(target)).toEqual(sound);
    });

    it('is refused by a store that is not empty, or of the other kind', async () => {
      const source = await opened(makeSource, false);
      await fill(source);
      const sound = await lines(source);
      await expectRefusal(source.restore(sound), 'OG_STORE_FAILED', /not empty/);
      expect(await lines(source)).toEqual(sound);
      const other = await opened(makeTarget, true);
      await expectRefusal(other.restore(sound), 'OG_STORE_KIND', /keeps simulated reports/);
      expect(await other.listAccounts()).toEqual([]);
    });

    it('that is not read to its end leaves nothing behind', async () => {
      const source = await opened(makeSource, false);
      await fill(source);
      for (let times = 0; times < 12; times += 1) {
        for await (const line of source.backup()) {
          expect(line).toMatch(/^\{"openguard":"backup"/);
          break;
        }
      }
      await source.addAccount(account('late'));
    });
  });
};
