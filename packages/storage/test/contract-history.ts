import { describe, expect, it } from 'vitest';
import type { HostVisit, Judge, PastVisit, SeenFinding, Store } from '../src/index.js';
import type { Fixture } from './contract.js';
import { acceptance, fillHistory, report, seen, simpleJudge, take, visit } from './history-samples.js';
import { expectRefusal } from './refusal.js';
import { account, addressOf, addScans, collect, reference, scan } from './samples.js';

const DAY = 86_400_000;

/** What every store does with the history of findings. */
export const historyContract = (fixture: Fixture): void => {
  describe('a history', () => {
    const stored = async (): Promise<Store> => {
      await fixture.store.addAccount(account('ann'));
      await fixture.store.addAccount(account('bob'));
      return fixture.store;
    };
    const told = async (store: Store, rest: object = {}) =>
      (await collect(store.knownFindings({ account: 'ann', ...rest }))).map(
        ({ ip, id, state, timesFound }) => `${ip} ${id} ${state} ${timesFound}`,
      );
    const all = async (store: Store) => ({
      findings: await collect(store.knownFindings({ account: 'ann' })),
      hosts: await collect(store.knownHosts('ann')),
      events: await store.eventsOf('ann', addressOf('192.0.2.1')),
      counts: await store.countEvents('ann', DAY),
      reports: await store.takenReports('ann'),
    });

    it('keeps the operating system of a host until a report that looked for it says otherwise', async () => {
      const store = await stored();
      const tell = async (day: number, more: object): Promise<unknown> => {
        await take(store, 'ann', report(day), { ...visit('192.0.2.1'), ...more });
        const hosts = await collect(store.knownHosts('ann'));
        return hosts[0]?.os;
      };
      expect(await tell(2, {})).toBeUndefined();
      expect(await tell(1, { os: 'Older' })).toBe('Older');
      expect(await tell(3, { os: 'Linux', osTested: true })).toBe('Linux');
      expect(await tell(4, {})).toBe('Linux');
      expect(await tell(5, { osTested: true })).toBeUndefined();
    });

    it('keeps what a host is called and runs as the newest report that tells it says, whatever comes first', async () => {
      const store = await stored();
      await store.addAccount(account('eve'));
      const told = [
        { name: 'old', os: 'Older' },
        { name: 'gate', os: 'Linux' },
        {},
        { osTested: true },
        { os: 'Linux 6', osTested: true },
        {},
      ];
      const play = async (name: string, order: readonly number[]) => {
        for (const day of order)
          await take(store, name, report(day), { ...visit('192.0.2.1'), ...told[day - 1] });
        return (await collect(store.knownHosts(name))).map((host) => [host.name, host.os, host.visitedAt]);
      };
      expect(await play('ann', [6, 5, 2, 4, 1, 3])).toEqual([['gate', 'Linux 6', 6 * DAY]]);
      expect(await play('bob', [3, 1, 2])).toEqual([['gate', 'Linux', 3 * DAY]]);
      expect(await play('eve', [4, 2, 1, 3])).toEqual([['gate', undefined, 4 * DAY]]);
    });

    it('keeps of each protocol the open ports that the newest report of them tells, whatever comes first', async () => {
      const store = await stored();
      await store.addAccount(account('eve'));
      const ssh = { port: 22, service: 'ssh' };
      const web = [81, 80, 80, 443].map((port) => ({ port, service: 'http' }));
      const told: readonly HostVisit['open'][] = [
        { tcp: [ssh], udp: [{ port: 53, service: 'domain' }] },
        { tcp: [ssh, ...web] },
        {},
        { tcp: [] },
        undefined,
      ];
      const play = async (name: string, order: readonly number[]) => {
        for (const day of order) {
          const open = told[day - 1];
          await take(store, name, report(day), {
            ...visit('192.0.2.1'),
            ...(open === undefined ? {} : { open }),
          });
        }
        const [host] = await store.hostPage({ account: name, from: 0, to: 9, open: true }, 9);
        return host?.open;
      };
      const udp = { at: DAY, services: [['domain', '53']] };
      const tcp = (day: number, ...services: readonly (readonly [string, string])[]) => ({
        tcp: { at: day * DAY, services },
      });
      const both = tcp(2, ['http', '80-81,443'], ['ssh', '22']);
      expect(await play('ann', [5])).toBeUndefined();
      expect(await play('bob', [2, 3, 1])).toEqual({ udp, ...both });
      expect(await play('eve', [1, 4, 2, 5])).toEqual({ udp, ...tcp(4) });
      const [plain] = await store.hostPage({ account: 'eve', from: 0, to: 9 }, 9);
      expect(plain).not.toHaveProperty('open');
    });

    it('keeps what a finding is called where the newest report does not say it', async () => {
      const store = await stored();
      const a = seen('a');
      const nameless = { title: '', cve: [], category: '' };
      const words = (day: number) => ({ title: `named on day ${day}`, cve: [`CVE-2000-000${day}`] });
      const facts = (day: number, named: boolean) => ({
        ...a.facts,
        ...(named ? words(day) : nameless),
        result: `result of day ${day}`,
      });
      const named = [true, true, false, false];
      const play = async (name: string, order: readonly number[]) => {
        for (const day of order) {
          const found = { ...a, facts: facts(day, named[day - 1] ?? false) };
          await take(store, name, report(day), visit('192.0.2.1', found));
        }
        return (await collect(store.knownFindings({ account: name }))).map((finding) => [
          ...[finding.title, finding.cve, finding.category, finding.namedAt, finding.result],
        ]);
      };
      const ofDay2 = ['named on day 2', ['CVE-2000-0002'], 'ftp', 2 * DAY, 'result of day 4'];
      expect(await play('ann', [1, 2, 3, 4])).toEqual([ofDay2]);
      expect(await play('bob', [4, 1, 3, 2])).toEqual([ofDay2]);
      await store.addAccount(account('eve'));
      expect(await play('eve', [3, 2, 4, 1])).toEqual([ofDay2]);
    });

    it('keeps of several documents of one scan what the one that counts says, in whatever order they come', async () => {
      const store = await stored();
      // Of one scan the document with most findings counts.
      const judge: Judge = (past) => {
        const best = new Map<string, PastVisit>();
        for (const each of past.visits) {
          const other = best.get(each.ref);
          if (other === undefined || each.seen.length > other.seen.length) best.set(each.ref, each);
        }
        return simpleJudge({ ...past, visits: past.visits.filter((each) => best.get(each.ref) === each) });
      };
      const documents = [
        [report(1), visit('192.0.2.1', seen('a'))],
        [report(2, { digest: 'brief' }), visit('192.0.2.1', seen('b', { severity: 5 }))],
        [report(2, { digest: 'whole' }), visit('192.0.2.1', seen('a'), seen('c'))],
        [report(3), visit('192.0.2.1', seen('c'))],
      ] as const;
      const play = async (name: string, order: readonly number[]) => {
        await store.addAccount(account(name));
        for (const index of order) {
          const [taken, host] = documents[index] ?? [];
          if (taken === undefined || host === undefined) continue;
          await store.beginTaking(name, taken);
          await store.takeVisits(name, taken.digest, [host], judge);
          await store.endTaking(name, taken);
        }
        const findings = await collect(store.knownFindings({ account: name }));
        const events = await store.eventsOf(name, addressOf('192.0.2.1'));
        return {
          findings: [...findings].sort((one, other) => (one.key < other.key ? -1 : 1)),
          events: events.map(({ key, what, at }) => `${key} ${what} ${at / DAY}`),
        };
      };
      const orders = [0, 1, 2, 3].flatMap((first) =>
        [0, 1, 2, 3].flatMap((second) =>
          [0, 1, 2, 3].map((third) => [...new Set([first, second, third, 3, 2, 1, 0])]),
        ),
      );
      const [first, ...others] = [...new Set(orders.map((order) => order.join('')))];
      const expected = await play('first', Array.from(first ?? '', Number));
      expect(expected.findings.map(({ id, state, timesFound }) => `${id} ${state} ${timesFound}`)).toEqual([
        'a fixed 2',
        'c active 2',
      ]);
      expect(expected.events).toEqual(['["a"] opened 1', '["c"] opened 2', '["a"] fixed 3']);
      for (const order of others)
        expect([order, await play(`of${order}`, Array.from(order, Number))]).toEqual([order, expected]);
    });

    it('keeps when others saw a finding, and has a host told anew where they saw it earlier', async () => {
      const store = await stored();
      const judged: unknown[] = [];
      const judge: Judge = (past) => {
        judged.push(
          past.visits.map(({ at, seen: all }) => [at / DAY, all.map(({ sightings }) => sightings)]),
        );
        return simpleJudge(past);
      };
      const play = async (day: number, ...found: readonly SeenFinding[]): Promise<void> => {
        await store.beginTaking('ann', report(day));
        await store.takeVisits('ann', `day ${day}`, [visit('192.0.2.1', ...found)], judge);
      };
      await play(1, seen('a'));
      await play(5, seen('a', { sightings: [0, DAY] }), seen('b'));
      await play(6, seen('a', { sightings: [5.5 * DAY] }));
      await play(4, seen('a'));
      expect(judged).toEqual([
        [[1, [undefined]]],
        [
          [1, [undefined]],
          [5, [[0, DAY], undefined]],
        ],
        [[6, [[5.5 * DAY]]]],
        [
          [1, [undefined]],
          [4, [undefined]],
          [5, [[0, DAY], undefined]],
          [6, [[5.5 * DAY]]],
        ],
      ]);
    });

    it('keeps what was found, when, and what the newest report says of it', async () => {
      const store = await stored();
      await fillHistory(store, 'ann');
      const kept = await all(await fixture.again());
      expect(kept.findings).toEqual([
        {
          ip: '192.0.2.1',
          ...{ key: '["a"]', id: 'a', section: 'practice', severity: 4, port: 21, protocol: 'tcp' },
          ...{ state: 'active', firstSeen: DAY, lastSeen: 2 * DAY, lastTested: 2 * DAY, timesFound: 2 },
          openedAt: DAY,
          ...seen('a').facts,
        },
        {
          ip: '192.0.2.1',
          ...{ key: '["b"]', id: 'b', section: 'vuln', severity: 3, port: 21, protocol: 'tcp' },
          ...{ state: 'fixed', firstSeen: DAY, lastSeen: DAY, lastTested: 2 * DAY, timesFound: 1 },
          ...{ openedAt: DAY, fixedAt: 2 * DAY },
          ...seen('b').facts,
        },
      ]);
      expect(kept.hosts).toEqual([
        { id: 1, address: addressOf('192.0.2.1'), visitedAt: 2 * DAY, name: 'gate', os: 'Linux' },
        { id: 2, address: addressOf('255.255.255.255'), visitedAt: DAY },
      ]);
      expect(kept.events.map(({ key, what, at, report: by }) => [key, what, at, by])).toEqual([
        ['["a"]', 'opened', DAY, 'day 1'],
        ['["b"]', 'opened', DAY, 'day 1'],
        ['["a"]', 'changed', 2 * DAY, 'day 2'],
        ['["b"]', 'fixed', 2 * DAY, 'day 2'],
      ]);
      const grade = { section: 'vuln', severity: 3 };
      const doubted = { section: 'practice', severity: 4 };
      expect(kept.counts).toEqual([
        { span: 1, what: 'opened', grade, count: 2, lasted: 0 },
        { span: 2, what: 'changed', grade: doubted, before: grade, count: 1, lasted: 0 },
        { span: 2, what: 'fixed', grade, before: grade, count: 1, lasted: DAY },
      ]);
      expect(kept.reports).toEqual([
        { ...report(1), hosts: 2, complete: true },
        { ...report(2), hosts: 1, complete: true },
        { ...report(3), complete: false },
      ]);
      expect(await collect(store.knownFindings({ account: 'bob' }))).toEqual([]);
    });

    it('is the same in whatever order reports come, as often as they come', async () => {
      const store = await stored();
      await store.addAccount(account('eve'));
      const days = [1, 2, 3, 4];
      const visits = days.map((day) =>
        visit('192.0.2.1', ...(day % 2 === 0 ? [] : [seen('a')]), seen('b', { severity: day })),
      );
      const play = async (name: string, order: readonly number[]) => {
        for (const index of order) {
          const [now, host] = [report(index + 1), visits[index]];
          if (host !== undefined) await take(store, name, now, host);
        }
        const { digest, ...rest } = report(1);
        expect(await take(store, name, { ...rest, digest })).toBe(false);
        const sorted = <A extends { key: string }>(items: readonly A[]) =>
          [...items].sort((one, other) => (one.key < other.key ? -1 : 1));
        return [
          sorted(await collect(store.knownFindings({ account: name }))),
          await store.eventsOf(name, addressOf('192.0.2.1')),
          await collect(store.knownHosts(name)),
        ];
      };
      const [expected, ...others] = [
        await play('ann', [0, 1, 2, 3]),
        await play('bob', [3, 1, 0, 2]),
        await play('eve', [3, 2, 1, 0]),
      ];
      for (const other of others) expect(other).toEqual(expected);
    });

    it('goes on where taking a report in was cut off', async () => {
      const store = await stored();
      const hosts = [visit('192.0.2.1', seen('a')), visit('192.0.2.2', seen('a'))];
      expect(await store.beginTaking('ann', report(1))).toBe(true);
      await store.takeVisits('ann', 'day 1', hosts.slice(0, 1), simpleJudge);
      expect(await store.beginTaking('ann', report(1))).toBe(true);
      await store.takeVisits('ann', 'day 1', hosts, simpleJudge);
      await store.endTaking('ann', report(1));
      expect(await told(store)).toEqual(['192.0.2.1 a new 1', '192.0.2.2 a new 1']);
      expect(await store.beginTaking('ann', report(1))).toBe(false);
      await expectRefusal(store.beginTaking('nobody', report(1)), 'OG_STORE_FAILED');
      await expectRefusal(
        store.takeVisits('ann', 'day 9', hosts, simpleJudge),
        'OG_STORE_FAILED',
        /not begun/,
      );
    });

    it('is asked for by addresses, sections, severity, and what is open', async () => {
      const store = await stored();
      const many = Array.from({ length: 600 }, (_, index) =>
        seen(`c${index}`, { section: 'info', severity: 0 }),
      );
      await take(
        store,
        'ann',
        report(1),
        visit('192.0.2.1', seen('a'), seen('b', { section: 'practice', severity: 1 })),
        visit('192.0.2.2', ...many),
        visit('192.0.2.3', seen('a', { severity: 5 })),
      );
      await take(
        store,
        'ann',
        report(2),
        visit('192.0.2.1', seen('b', { section: 'practice', severity: 1 })),
      );
      expect(await told(store, { last: addressOf('192.0.2.1') })).toEqual([
        '192.0.2.1 a fixed 1',
        '192.0.2.1 b active 2',
      ]);
      const graded = { sections: ['vuln', 'practice'] };
      expect(await told(store, { ...graded, open: true })).toEqual([
        '192.0.2.1 b active 2',
        '192.0.2.3 a new 1',
      ]);
      expect(await told(store, { severity: 3 })).toEqual(['192.0.2.1 a fixed 1', '192.0.2.3 a new 1']);
      expect(await told(store, { first: addressOf('192.0.2.3') })).toEqual(['192.0.2.3 a new 1']);
      expect(await told(store, { sections: ['info'] })).toHaveLength(600);
      expect(await store.countOpen({ account: 'ann' })).toEqual([
        { section: 'info', severity: 0, count: 600 },
        { section: 'practice', severity: 1, count: 1 },
        { section: 'vuln', severity: 5, count: 1 },
      ]);
    });

    it('takes in hosts at once from several, each once', async () => {
      const [store, other] = [await stored(), await fixture.again()];
      const hosts = ['192.0.2.1', '192.0.2.2', '192.0.2.3'].map((ip) => visit(ip, seen('a'), seen('b')));
      await Promise.all(
        [1, 2, 3, 4].flatMap((day) =>
          [store, other].map((each, index) =>
            take(each, 'ann', report(day), ...(index === 0 ? hosts : hosts.toReversed())),
          ),
        ),
      );
      expect(new Set((await told(store)).map((line) => line.slice(10)))).toEqual(
        new Set(['a active 4', 'b active 4']),
      );
    });

    it('goes with its account', async () => {
      const store = await stored();
      await fillHistory(store, 'ann');
      await store.removeAccount('ann');
      await store.addAccount(account('ann'));
      const empty = { findings: [], hosts: [], events: [], counts: [], reports: [] };
      expect(await all(store)).toEqual(empty);
      expect(await store.acceptances('ann')).toEqual([]);
    });

    it('is still owed of saved scans that have ended, until somebody says otherwise', async () => {
      const store = await stored();
      const running = scan(2, { state: 'running' });
      await addScans(store, scan(3), scan(1), running, scan(4, { saved: false }));
      expect(await store.scansToTake(9)).toEqual([reference(1), reference(3)]);
      expect(await store.scansToTake(1)).toEqual([reference(1)]);
      await store.closeScan({ ...running, state: 'interrupted' });
      await store.noteTaken(reference(1));
      expect(await store.scansToTake(9)).toEqual([reference(2), reference(3)]);
    });
  });

  describe('accepted risks', () => {
    it('are kept by account, and replaced by their id', async () => {
      const { store } = fixture;
      await store.addAccount(account('ann'));
      await store.putAcceptance('ann', acceptance('b', { acceptedAt: 2 }));
      await store.putAcceptance('ann', acceptance('a'));
      await store.putAcceptance(
        'ann',
        acceptance('b', { acceptedAt: 2, withdrawnAt: 5, withdrawnBy: 'bob' }),
      );
      expect(await store.acceptances('ann')).toEqual([
        acceptance('a'),
        acceptance('b', { acceptedAt: 2, withdrawnAt: 5, withdrawnBy: 'bob' }),
      ]);
      expect(await store.acceptances('bob')).toEqual([]);
      await expectRefusal(store.putAcceptance('bob', acceptance('a')), 'OG_STORE_FAILED');
    });
  });
};
