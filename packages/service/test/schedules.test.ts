import type { Schedule } from '@openguard/model';
import type { Store } from '@openguard/storage';
import { describe, expect, it } from 'vitest';
import { createScheduler, createSchedules, type NewSchedule } from '../src/index.js';
import { ANN, freshStore, openHouse, until, type House } from './house.js';
import { host, scriptedEngine } from './scripted-engine.js';

const MINUTE = 60_000;
/** A Monday. */
const MONDAY = Date.UTC(2026, 0, 5);

const wanted = (rest: Partial<NewSchedule> = {}): NewSchedule => ({
  ...{ account: 'ann', targets: '127.0.0.1-127.0.0.4', exclude: '127.0.0.2', option: '', title: 'Weekly' },
  ...{ cron: '0 3 * * 1', zone: 'UTC', startMinutes: 60 },
  ...rest,
});

const schedulesOf = (store: Store, clock = () => MONDAY) => {
  let serial = 0;
  return createSchedules({
    ...{ store, clock, newId: () => `s${(serial += 1)}` },
    profiles: ['light', 'thorough'],
  });
};

const only = async (store: Store): Promise<Schedule> => {
  const [schedule] = await store.listSchedules();
  if (schedule === undefined) throw new Error('there is no schedule');
  return schedule;
};

const schedulerOf = ({ store, scans, log }: House, now: () => number) =>
  createScheduler({
    ...{ store, scans, now },
    log: (line) => log.push(line),
    unexpected: (error) => {
      throw error;
    },
  });

describe('a schedule', () => {
  it.each([
    [{ account: 'bob' }, /no account/],
    [{ targets: 'x y' }, /its targets/],
    [{ exclude: '127.0.0.0/24' }, /nothing is left/],
    [{ cron: '0 3 * *' }, /five fields.*"0 3 \* \*"$/],
    [{ cron: '0 0 3 * * 1' }, /five fields/],
    [{ cron: '61 3 * * 1' }, /the minute of its cron, "61", cannot be: give 0 to 59/],
    [{ cron: '0 3 * * MON#9' }, /the day of the week of its cron, "MON#9"/],
    [{ cron: '0 JAN * * 1' }, /the hour of its cron, "JAN"/],
    [{ cron: '@daily' }, /five fields/],
    [{ cron: '0 3 15W * *' }, /five fields/],
    [{ cron: '0 3 ? * 1' }, /five fields/],
    [{ zone: 'Europe/Nowhere' }, /cannot be: there is no time zone "Europe\/Nowhere"; give a name/],
    [{ zone: '' }, /time zone has a name/],
    [{ zone: '+02:00' }, /time zone has a name/],
    [{ option: 'deep' }, /"deep"; this server has: light, thorough/],
    [{ startMinutes: 10_081 }, /a week/],
    [{ runMinutes: 99_999_999 }, /a week/],
    [{ cron: '0 3 30 2 *' }, /never/],
    [{ startMinutes: 0 }, /may begin/],
    [{ runMinutes: 59 }, /over after/],
    [{ title: 'x'.repeat(201) }, /title/],
  ])('is refused: %j', async (change, words) => {
    const store = await freshStore();
    await expect(schedulesOf(store).add(wanted(change))).rejects.toMatchObject({
      code: 'OG_USAGE',
      message: expect.stringMatching(words) as unknown,
    });
    expect(await store.listSchedules()).toEqual([]);
  });

  it.each([
    ['UTC', '2026-01-05T03:00:00.000Z'],
    ['America/New_York', '2026-01-05T08:00:00.000Z'],
    ['Asia/Tokyo', '2026-01-11T18:00:00.000Z'],
  ])('is due in its time zone: %s', async (zone, due) => {
    const { nextAt } = await schedulesOf(await freshStore()).add(wanted({ zone }));
    expect(new Date(nextAt).toISOString()).toBe(due);
  });

  it.each([
    ['0 3 L * *', '2026-01-31'],
    ['0 3 * * 5L', '2026-01-30'],
    ['0 3 * * MON#2', '2026-01-12'],
    ['0 3 15 feb-mar *', '2026-02-15'],
  ])('is due on days that fields describe: %s', async (cron, day) => {
    const { nextAt } = await schedulesOf(await freshStore()).add(wanted({ cron, option: 'light' }));
    expect(new Date(nextAt).toISOString()).toBe(`${day}T03:00:00.000Z`);
  });

  it('keeps to the clock on the wall when that is put forward', async () => {
    const store = await freshStore();
    const march = Date.UTC(2026, 2, 28, 12);
    const { nextAt } = await schedulesOf(store, () => march).add(
      wanted({ cron: '0 3 * * *', zone: 'Europe/Berlin' }),
    );
    expect(new Date(nextAt).toISOString()).toBe('2026-03-29T01:00:00.000Z');
  });

  it('rests, goes on without making up, and goes; each is written down', async () => {
    const store = await freshStore();
    await schedulesOf(store).add(wanted());
    const later = schedulesOf(store, () => MONDAY + 10 * 24 * 60 * MINUTE);
    await later.pause('s1');
    expect(await store.dueSchedules(Number.MAX_SAFE_INTEGER)).toEqual([]);
    await later.resume('s1');
    expect(new Date((await only(store)).nextAt).toISOString()).toBe('2026-01-19T03:00:00.000Z');
    await later.remove('s1');
    await expect(later.remove('s1')).rejects.toMatchObject({
      code: 'OG_USAGE',
      message: 'there is no schedule with the id "s1"; see "openguard-server schedule list"',
    });
    const written: string[] = [];
    for await (const { action, account, detail } of store.listAudit({}))
      written.push(`${action} ${account} ${detail}`);
    expect(written).toEqual([
      'schedule add ann s1: 0 3 * * 1 UTC',
      'schedule pause ann s1',
      'schedule resume ann s1',
      'schedule remove ann s1',
    ]);
  });
});

describe('a scheduler', () => {
  const due = Date.UTC(2026, 0, 5, 3);

  it('begins a scan once, however many processes see it due, with its title and without what is excluded', async () => {
    const store = await freshStore();
    await schedulesOf(store).add(wanted());
    const script = ['127.0.0.1', '127.0.0.3', '127.0.0.4'].map((ip) => ({
      kind: 'host' as const,
      host: host(ip),
    }));
    const houses = [await openHouse({ store, script }), await openHouse({ store, script })];
    await Promise.all(houses.map((house) => schedulerOf(house, () => due + 5000).look()));
    await until(async () => (await store.listRunning()).length === 0);
    const scans = await store.listScans({ account: 'ann' });
    expect(scans).toMatchObject([{ target: '127.0.0.1,127.0.0.3-127.0.0.4', title: 'Weekly', saved: true }]);
    expect(await only(store)).toMatchObject({
      ...{ lastRef: scans[0]?.ref, lastAt: due, lastOutcome: 'begun', missed: 0 },
      nextAt: due + 7 * 24 * 60 * MINUTE,
    });
    expect(await schedulesOf(store).list('ann')).toMatchObject([{ lastOutcome: 'finished' }]);
    await expect(schedulesOf(store).list('bob')).rejects.toMatchObject({
      message: 'there is no account "bob"',
    });
    for (const { ref } of scans) await store.removeScan('ann', ref);
    expect((await schedulesOf(store).list())[0]?.lastOutcome).toMatch(/^begun; its report was removed/);
  });

  it('says what it could not begin: too late, not allowed any more, still at it; and makes up for nothing', async () => {
    const house = await openHouse({ engine: scriptedEngine([]), width: 0 });
    const { store } = house;
    const added = await schedulesOf(store).add(wanted({ cron: '0 * * * *', startMinutes: 30 }));
    let now = added.nextAt + 3 * 60 * MINUTE + 45 * MINUTE;
    const scheduler = schedulerOf(house, () => now);
    await scheduler.look();
    expect(await only(store)).toMatchObject({
      missed: 4,
      nextAt: added.nextAt + 4 * 60 * MINUTE,
      lastOutcome: expect.stringMatching(/^missed at 2026-01-05T01:00:00.000Z: no server/) as unknown,
    });
    await store.setTargets('ann', '127.0.0.1');
    now = (await only(store)).nextAt;
    await scheduler.look();
    expect(await only(store)).toMatchObject({
      missed: 5,
      lastOutcome: expect.stringMatching(/^refused: These IPs are not in this account/) as unknown,
    });
    await store.setTargets('ann', ANN.targets);
    now = (await only(store)).nextAt;
    await scheduler.look();
    expect(await only(store)).toMatchObject({ missed: 5, lastOutcome: 'begun' });
    now = (await only(store)).nextAt;
    await scheduler.look();
    expect(await only(store)).toMatchObject({
      missed: 6,
      lastOutcome: expect.stringMatching(/its last scan still runs$/) as unknown,
    });
    expect(await store.listRunning()).toHaveLength(1);
  });

  it('stops a scan whose window is over; what is left is told as not scanned', async () => {
    const house = await openHouse({ width: 0 });
    const { store } = house;
    await schedulesOf(store).add(wanted({ runMinutes: 90 }));
    let now = due;
    const scheduler = schedulerOf(house, () => now);
    await scheduler.look();
    now = due + 89 * MINUTE;
    await scheduler.look();
    expect(await store.jobsToStop()).toEqual([]);
    now = due + 90 * MINUTE;
    await scheduler.look();
    const { lastRef } = await only(store);
    expect(await store.jobsToStop()).toEqual([lastRef]);
    await house.jobs.start();
    await until(async () => (await store.listRunning()).length === 0);
    const [scan] = await store.listScans({ account: 'ann' });
    expect(scan ?? (await store.findJob(lastRef as never))).toMatchObject({
      state: 'interrupted',
      notScanned: '127.0.0.1,127.0.0.3-127.0.0.4',
      failure: 'The window of its schedule was over before the scan was complete.',
    });
  });
});
