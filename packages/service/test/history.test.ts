import type { Acceptance } from '@openguard/model';
import { parseTargetList } from '@openguard/targets';
import { describe, expect, it } from 'vitest';
import { surveyReport, type History } from '../src/index.js';
import { all, bare, gate, newHistory } from './history-house.js';
import { madeList, madeReport, readable, WEEK, weekAt, type MadeHost } from './history-reports.js';

describe('a history', () => {
  it('knows how many hosts were looked at, and which of them not by the scans after', async () => {
    const { history } = await newHistory();
    expect(await history.looked()).toEqual({ hosts: 0, untested: 0 });
    const [first, second] = [gate(), { ...gate(), ip: '192.0.2.9' }];
    await history.takeIn(madeReport(1, [first, second]));
    expect(await history.looked()).toEqual({ hosts: 2, untested: 0 });
    // Of the same targets, and one host alone is in it.
    await history.takeIn(madeReport(2, [second]));
    expect(await history.looked()).toEqual({ hosts: 2, untested: 1 });
    const parsed = parseTargetList('192.0.2.5-192.0.2.9,198.51.100.0/24');
    const addresses = parsed._tag === 'Right' ? parsed.right.addresses : [];
    expect(await history.looked({ addresses })).toEqual({ hosts: 1, untested: 0 });
  });

  it('takes nothing of a report that is cut, is none or has no time', async () => {
    const { store, history } = await newHistory();
    const { items } = madeReport(1, [gate('ftp_anonymous')]);
    const cut = {
      source: 'cut',
      read: async function* () {
        await Promise.resolve();
        yield* items.slice(0, -1);
        throw new Error('cut off');
      },
    };
    await expect(history.takeIn(cut)).rejects.toThrow('cut off');
    const refused = [...items, { kind: 'refused' as const, text: 'no' }];
    await expect(history.takeIn(readable('refused', refused))).rejects.toThrow(/holds an error/);
    await expect(history.takeIn(readable('headless', items.slice(1)))).rejects.toThrow(/does not say when/);
    const named = [items[0], { kind: 'host' as const, ip: 'gate.example' }].flatMap((item) => item ?? []);
    await expect(history.takeIn(readable('named', named))).rejects.toThrow(/no IPv4 address/);
    expect(await store.takenReports('ann')).toEqual([]);
  });

  it('goes on after a death in the middle', async () => {
    const { history } = await newHistory();
    const hosts = Array.from({ length: 200 }, (_, index) => ({
      ...gate('telnet_open'),
      ip: `192.0.2.${index}`,
    }));
    const report = madeReport(1, hosts);
    let reads = 0;
    const dying = {
      ...report,
      read: async function* () {
        await Promise.resolve();
        reads += 1;
        yield* reads === 1 ? report.items : report.items.slice(0, 500);
        if (reads > 1) throw new Error('killed');
      },
    };
    await expect(history.takeIn(dying)).rejects.toThrow('killed');
    expect((await history.reports()).map(({ complete }) => complete)).toEqual([false]);
    expect(await history.takeIn(report)).toMatchObject({ taken: true });
    expect(await all(history)).toHaveLength(200);
    expect((await all(history)).every(({ timesFound }) => timesFound === 1)).toBe(true);
  });

  it('drops what only a superseded document of a scan holds, in whichever order they come', async () => {
    // All of one week are of one scan: `full` tells more than `bare`, which alone holds another finding.
    const lesser = bare(2, 'FINISHED', 'ftp_anonymous');
    const fuller = madeReport(2, [gate('telnet_open')]);
    const before = madeReport(1, [gate('telnet_open')]);
    const after = madeReport(3, [gate('ftp_anonymous')]);
    const orders = [
      [lesser, fuller, before, after],
      [fuller, lesser, before, after],
      [after, fuller, lesser, before],
      [before, lesser, after, fuller],
    ];
    const told = [];
    for (const order of orders) {
      const { history } = await newHistory();
      for (const report of order) await history.takeIn(report);
      const trend = await history.trend(7, 100);
      const findings = await all(history, { fixed: true });
      told.push({ findings: findings.toSorted((a, b) => (a.id < b.id ? -1 : 1)), trend });
    }
    const [first] = told;
    expect(first?.findings).toMatchObject([
      { id: 'ftp_anonymous', state: 'new', timesFound: 1, firstSeen: weekAt(3) },
      { id: 'telnet_open', state: 'fixed', timesFound: 2, fixedAt: weekAt(3) },
    ]);
    for (const other of told) expect(other).toEqual(first);
  });

  it('counts a scan once, however many documents of it there are', async () => {
    const { history } = await newHistory();
    await history.takeIn(madeReport(1, [gate('ftp_anonymous')]));
    await history.takeIn(madeReport(1, [gate('ftp_anonymous')], { TITLE: 'fetched again' }));
    await history.takeIn(madeReport(2, [gate('ftp_anonymous')]));
    await history.takeIn(madeReport(1, [gate('ftp_anonymous')], { TITLE: 'and again' }));
    expect(await all(history)).toMatchObject([{ timesFound: 2, state: 'active', firstSeen: weekAt(1) }]);
  });

  it('keeps whether the newest report reached a finding over TLS', async () => {
    const { history } = await newHistory();
    const over = (week: number, ssl?: boolean) =>
      history.takeIn(
        madeReport(week, [
          { ...gate(), findings: [{ id: 'ftp_anonymous', port: 21, ...(ssl === undefined ? {} : { ssl }) }] },
        ]),
      );
    const told = async () => (await all(history)).map(({ ssl }) => ssl);
    await over(2);
    expect(await told()).toEqual([undefined]);
    await over(3, true);
    expect(await told()).toEqual([true]);
    await over(1, false);
    expect(await told()).toEqual([true]);
    await over(4);
    expect(await told()).toEqual([undefined]);
  });

  it('says how it stood up to the newest report, also when nothing has happened since', async () => {
    const { history } = await newHistory();
    await history.takeIn(madeReport(1, [gate('ftp_anonymous')]));
    await history.takeIn(madeReport(6, [gate('ftp_anonymous')]));
    const trend = await history.trend(7, 100);
    expect(trend.map(({ score, opened }) => [score, opened])).toEqual([
      [3, 1],
      ...Array.from({ length: 5 }, () => [3, 0]),
    ]);
    expect((await history.trend(7, 2)).map(({ score }) => score)).toEqual([3, 3]);
  });

  it('never closes what stands in a place that nobody can tell', async () => {
    const { history } = await newHistory();
    const nowhere = { ...gate(), findings: [{ id: 'ftp_anonymous', unreadPort: 'http' }] };
    await history.takeIn(madeReport(1, [nowhere]));
    await history.takeIn(madeReport(2, [gate()]));
    expect(await all(history)).toMatchObject([
      { state: 'new', missedReason: 'nobody can tell where it is: "http" is no port' },
    ]);
  });

  it('takes what a service lists for the time when it was found', async () => {
    const { history } = await newHistory();
    const list = madeList(weekAt(9), [
      {
        ip: '192.0.2.1',
        id: 'ftp_anonymous',
        port: 21,
        lastFound: '2026-01-12T00:00:00Z',
        result: 'of the list',
      },
      {
        ip: '192.0.2.1',
        id: 'telnet_open',
        port: 21,
        firstFound: '2026-01-09T00:00:00Z',
        lastFound: '2026-02-25T00:00:00Z',
      },
    ]);
    await history.takeIn(madeReport(1, [gate('ftp_anonymous')]));
    await history.takeIn(madeReport(4, [gate()]));
    await history.takeIn(list);
    const [ftp, telnet] = await all(history, { fixed: true });
    expect(ftp).toMatchObject({ state: 'fixed', lastSeen: weekAt(1), fixedAt: weekAt(4), timesFound: 1 });
    expect(ftp?.result).toBeUndefined();
    // The scan of the fourth week looked for it in between.
    expect(telnet).toMatchObject({
      ...{ state: 'reopened', firstSeen: Date.UTC(2026, 0, 9), lastSeen: Date.UTC(2026, 1, 25) },
      ...{ openedAt: Date.UTC(2026, 1, 25), timesFound: 2 },
    });
    await history.takeIn(madeReport(8, [gate()]));
    expect(await all(history)).toEqual([]);
  });

  it('keeps when a service found something first, whatever it says of the last time', async () => {
    const { history } = await newHistory();
    const [ip, firstFound] = ['192.0.2.1', '2025-01-01T00:00:00Z'];
    const listed = (id: string, dates: object) => ({ ip, id, ...dates });
    const list = madeList(weekAt(9), [
      listed('later', { firstFound, lastFound: '2026-03-09T00:00:01Z' }),
      listed('unsaid', { firstFound }),
      listed('unread', { firstFound, lastFound: '01/02/2026' }),
      listed('neither', { firstFound: '01/02/2025' }),
    ]);
    expect(await surveyReport(list.read)).toMatchObject({ undated: 2 });
    // What a report says of what it tested is no finding.
    expect((await surveyReport(madeReport(1, [gate('ftp_anonymous')]).read)).report.findings).toBe(1);
    await history.takeIn(list);
    const found = await all(history);
    expect(
      found.map(({ id, firstSeen, lastSeen, timesFound }) => [id, firstSeen, lastSeen, timesFound]),
    ).toEqual(
      expect.arrayContaining([
        ['later', Date.UTC(2025, 0, 1), weekAt(9), 2],
        ['unsaid', Date.UTC(2025, 0, 1), weekAt(9), 2],
        ['unread', Date.UTC(2025, 0, 1), weekAt(9), 2],
        ['neither', weekAt(9), weekAt(9), 1],
      ]),
    );
    expect(found).toHaveLength(4);
  });

  it('says of hosts and checks that were not tested since when, and why', async () => {
    const { history } = await newHistory();
    await history.takeIn(madeReport(1, [gate('ftp_anonymous', 'telnet_open')]));
    await history.takeIn(madeReport(2, [{ ...gate('ftp_anonymous'), gaps: ['telnet_open'] }]));
    await history.takeIn(madeReport(3, [], { NOT_ALIVE: '192.0.2.1' }));
    const untested = { at: weekAt(3), reason: 'the host did not answer' };
    const [ftp, telnet] = await all(history);
    expect(ftp).toMatchObject({ state: 'active', lastTested: weekAt(2), untested });
    const missed = { missedAt: weekAt(2), missedReason: 'the script timed out' };
    expect(telnet).toMatchObject({ state: 'new', lastTested: weekAt(1), untested, ...missed });
    await history.takeIn(madeReport(4, [gate()]));
    expect(await all(history)).toEqual([]);
    const fixed = await all(history, { fixed: true });
    expect(
      fixed.map(({ state, fixedAt, missedAt, untested: since }) => [state, fixedAt, missedAt, since]),
    ).toEqual([
      ['fixed', weekAt(4), undefined, undefined],
      ['fixed', weekAt(4), undefined, undefined],
    ]);
  });

  it('tells changes of grade, keeps the newest words, and answers for ranges', async () => {
    const { history } = await newHistory();
    const graded = (severity: 2 | 4, section: 'practice' | 'vuln', result: string): MadeHost => ({
      ...gate(),
      findings: [{ id: 'telnet_open', severity, section, result }],
    });
    await history.takeIn(madeReport(2, [graded(4, 'vuln', 'later')]));
    await history.takeIn(madeReport(1, [graded(2, 'practice', 'earlier')]));
    expect(await all(history)).toMatchObject([
      { section: 'vuln', severity: 4, result: 'later', state: 'active' },
    ]);
    expect(await history.eventsOf(0xc000_0201)).toMatchObject([
      { what: 'opened', grade: { section: 'practice', severity: 2 } },
      {
        what: 'changed',
        at: weekAt(2),
        before: { section: 'practice' },
        grade: { section: 'vuln', severity: 4 },
      },
    ]);
    const range = parseTargetList('192.0.2.2-192.0.2.9,192.0.2.1');
    const addresses = range._tag === 'Right' ? range.right.addresses : [];
    expect(await all(history, { addresses })).toHaveLength(1);
    expect(await all(history, { addresses: addresses.slice(1) })).toHaveLength(0);
    expect(await all(history, { severity: 5 })).toEqual([]);
  });
});

describe('an accepted risk', () => {
  const risk = { check: 'ftp_anonymous', owner: 'ann', reason: 'a mirror', until: weekAt(9) + WEEK };
  const accepted = async (history: History): Promise<readonly (Acceptance['id'] | undefined)[]> =>
    (await all(history)).map((finding) => finding.accepted?.id);

  it('hides nothing, ends by itself, and can be taken back', async () => {
    const { history, at } = await newHistory();
    await history.takeIn(
      madeReport(1, [gate('ftp_anonymous', 'telnet_open'), { ...gate('ftp_anonymous'), ip: '192.0.2.2' }]),
    );
    await history.accept({ ...risk, targets: '192.0.2.2' });
    expect(await accepted(history)).toEqual([undefined, undefined, 'id1']);
    await history.accept({ ...risk, port: 'tcp/21', until: weekAt(12) });
    expect(await accepted(history)).toEqual(['id2', undefined, 'id2']);
    at(11);
    expect(await accepted(history)).toEqual(['id2', undefined, 'id2']);
    at(12);
    expect(await accepted(history)).toEqual([undefined, undefined, undefined]);
    at(9);
    await history.withdraw('id2', 'bob');
    expect(await accepted(history)).toEqual([undefined, undefined, 'id1']);
    await expect(history.withdraw('id2', 'bob')).rejects.toMatchObject({ code: 'OG_USAGE' });
    expect((await history.acceptances()).map(({ withdrawnBy }) => withdrawnBy)).toEqual([undefined, 'bob']);
  });

  it.each([
    ['its owner', { owner: ' ' }, 'OG_USAGE'],
    ['its reason', { reason: '' }, 'OG_USAGE'],
    ['its check', { check: '' }, 'OG_USAGE'],
    ['an end to come', { until: weekAt(9) }, 'OG_USAGE'],
    ['an end', { until: Number.NaN }, 'OG_USAGE'],
    ['readable targets', { targets: '192.0.2.0/99' }, 'OG_TARGETS'],
    ['a readable port', { port: '443' }, 'OG_USAGE'],
    ['a port that there is', { port: 'tcp/65536' }, 'OG_USAGE'],
    ['a port as it is written', { port: 'tcp/0443' }, 'OG_USAGE'],
  ])('needs %s', async (_, change, code) => {
    const { history } = await newHistory();
    await expect(history.accept({ ...risk, ...change })).rejects.toMatchObject({ code });
    expect(await history.acceptances()).toEqual([]);
  });
});
