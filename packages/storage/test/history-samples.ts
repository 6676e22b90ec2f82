import type { Acceptance, FindingEvent, FindingStanding, TakenReport } from '@openguard/model';
import type { HostVisit, Judge, SeenFinding, Store } from '../src/index.js';
import { addressOf } from './samples.js';

export const report = (day: number, rest: Partial<TakenReport> = {}): TakenReport => ({
  digest: `day ${day}`,
  ref: `scan/${day}.1`,
  at: day * 86_400_000,
  origin: 'file',
  source: 'week "\u0000".xml',
  target: '192.0.2.0/24',
  notAlive: '',
  notScanned: '',
  takenAt: 1,
  ...rest,
});

export const seen = (id: string, rest: Partial<SeenFinding> = {}): SeenFinding => ({
  key: `["${id}"]`,
  id,
  section: 'vuln',
  severity: 3,
  port: 21,
  protocol: 'tcp',
  facts: { title: `About ${id}`, cve: ['CVE-1999-0497'], category: 'ftp', result: 'a\u0000b <script>' },
  ...rest,
});

export const visit = (ip: string, ...found: readonly SeenFinding[]): HostVisit => ({
  address: addressOf(ip),
  tested: { listed: ['tcp'], reached: [], status: 'FINISHED' },
  seen: found,
});

/** Everything that is not seen is fixed: enough to see what a store keeps. */
export const simpleJudge: Judge = ({ standings, visits, sites }) => {
  const now = new Map<string, FindingStanding>(standings.map((each) => [each.key, each]));
  const events: FindingEvent[] = [];
  const tellers = new Map<string, string>();
  for (const { at, digest, seen: these } of visits) {
    for (const { key, section, severity } of these) {
      const before = now.get(key);
      tellers.set(key, digest);
      const grade = { section, severity };
      const first = { key, ...grade, firstSeen: at, timesFound: 0, openedAt: at, state: 'new' as const };
      const site = sites.get(key);
      const rest = before ?? { id: '', ...site, ...first };
      const state = before === undefined ? 'new' : 'active';
      if (before === undefined) events.push({ key, at, report: digest, what: 'opened', grade });
      else if (before.section !== section || before.severity !== severity) {
        const was = { section: before.section, severity: before.severity };
        events.push({ key, at, report: digest, what: 'changed', grade, before: was });
      }
      now.set(key, {
        ...rest,
        ...grade,
        state,
        lastSeen: at,
        lastTested: at,
        timesFound: rest.timesFound + 1,
      });
    }
    for (const [key, before] of now) {
      if (these.some((each) => each.key === key)) continue;
      if (before.state === 'fixed') {
        now.set(key, { ...before, lastTested: at });
        continue;
      }
      const grade = { section: before.section, severity: before.severity };
      const lasted = at - before.openedAt;
      events.push({ key, at, report: digest, what: 'fixed', grade, before: grade, lasted });
      now.set(key, { ...before, state: 'fixed', fixedAt: at, lastTested: at });
    }
  }
  return { standings: [...now.values()], events, tellers };
};

export const acceptance = (id: string, rest: Partial<Acceptance> = {}): Acceptance => ({
  id,
  check: 'ftp_anonymous',
  owner: 'ann',
  reason: 'a legacy "system"\u0000',
  acceptedAt: 1,
  until: 2,
  ...rest,
});

/** Takes a report in. */
export const take = async (
  store: Store,
  account: string,
  taken: TakenReport,
  ...visits: readonly HostVisit[]
): Promise<boolean> => {
  if (!(await store.beginTaking(account, taken))) return false;
  await store.takeVisits(account, taken.digest, visits, simpleJudge);
  await store.endTaking(account, { ...taken, hosts: visits.length });
  return true;
};

/** Something of all that a history holds. */
export const fillHistory = async (store: Store, account: string): Promise<void> => {
  await take(store, account, report(1), visit('192.0.2.1', seen('a'), seen('b')), visit('255.255.255.255'));
  await take(store, account, report(2), {
    ...visit('192.0.2.1', seen('a', { section: 'practice', severity: 4 })),
    name: 'gate',
    os: 'Linux',
  });
  await store.beginTaking(account, report(3));
  await store.makeTickets(account, [addressOf('192.0.2.1')], { sections: ['practice'], severity: 1 });
  await store.putAcceptance(account, acceptance('x', { targets: '192.0.2.0/24', port: 'tcp/21' }));
};
