import type { Evidence } from '@openguard/analytics';
import type { FindingEvent, FindingGrade, FindingStanding } from '@openguard/model';
import type { FindingSite, HostOutcome, HostPast, PastVisit } from '@openguard/storage';

/** What the absence of a finding from a visit rests on. */
export type EvidenceOf = (visit: PastVisit, finding: FindingStanding) => Evidence;

/** Of several documents of one scan, that which tells most counts. */
const tellsMore = (a: PastVisit, b: PastVisit): boolean => {
  const covered = Number(a.tested.coverage !== undefined) - Number(b.tested.coverage !== undefined);
  const more = covered === 0 ? a.seen.length - b.seen.length : covered;
  return more === 0 ? a.digest > b.digest : more > 0;
};

const scanOf = ({ ref, at, digest }: PastVisit): string =>
  JSON.stringify([at, ref === '' || ref === 'None' ? digest : ref]);

const inOrder = (a: PastVisit, b: PastVisit): number =>
  a.at - b.at || (a.ref < b.ref ? -1 : a.ref > b.ref ? 1 : a.digest < b.digest ? -1 : 1);

/** The visits by time, each scan once, however many documents of it there are and in which order they came. */
const onePerScan = (visits: readonly PastVisit[]): readonly PastVisit[] => {
  const scans = new Map<string, PastVisit>();
  for (const visit of visits) {
    const other = scans.get(scanOf(visit));
    if (other === undefined || tellsMore(visit, other)) scans.set(scanOf(visit), visit);
  }
  return [...scans.values()].sort(inOrder);
};

const gradeOf = ({ section, severity }: FindingGrade): FindingGrade => ({ section, severity });

const isSameGrade = (a: FindingGrade, b: FindingGrade): boolean =>
  a.section === b.section && a.severity === b.severity;

type Told = readonly [FindingStanding, Omit<FindingEvent, 'key' | 'at' | 'report'>?];

const siteOf = ({ id, port, protocol }: FindingSite): FindingSite => ({
  id,
  ...(port === undefined ? {} : { port }),
  ...(protocol === undefined ? {} : { protocol }),
});

const foundFirst = (key: string, site: FindingSite, grade: FindingGrade, at: number): Told => [
  {
    key,
    ...siteOf(site),
    ...gradeOf(grade),
    state: 'new',
    ...{ firstSeen: at, lastSeen: at, lastTested: at, timesFound: 1, openedAt: at },
  },
  { what: 'opened', grade: gradeOf(grade) },
];

const foundAgain = (before: FindingStanding, grade: FindingGrade, at: number): Told => {
  const { key, state, firstSeen, timesFound, openedAt } = before;
  const now: FindingStanding = {
    key,
    ...siteOf(before),
    ...gradeOf(grade),
    state: state === 'fixed' ? 'reopened' : 'active',
    ...{ firstSeen, lastSeen: at, lastTested: at, timesFound: timesFound + 1 },
    openedAt: state === 'fixed' ? at : openedAt,
  };
  if (state === 'fixed') return [now, { what: 'reopened', grade: gradeOf(grade) }];
  return isSameGrade(before, grade)
    ? [now]
    : [now, { what: 'changed', grade: gradeOf(grade), before: gradeOf(before) }];
};

const notFound = (before: FindingStanding, evidence: Evidence, at: number): Told => {
  if (evidence.kind === 'untested') return [{ ...before, missedAt: at, missedReason: evidence.reason }];
  const { key, state, firstSeen, lastSeen, timesFound, openedAt } = before;
  const wasFixed = state === 'fixed';
  const grade = gradeOf(before);
  // What was proven once is not in doubt again because a later report only suggests it.
  const isProven = evidence.kind === 'proven' || (wasFixed && before.evidence === 'proven');
  const now: FindingStanding = {
    key,
    ...siteOf(before),
    ...grade,
    ...{ state: 'fixed', firstSeen, lastSeen, lastTested: at, timesFound, openedAt },
    fixedAt: wasFixed ? (before.fixedAt ?? at) : at,
    evidence: isProven ? 'proven' : 'inferred',
  };
  if (!wasFixed) return [now, { what: isProven ? 'fixed' : 'inferred', grade, lasted: at - openedAt }];
  return isProven && before.evidence !== 'proven' ? [now, { what: 'proven', grade }] : [now];
};

/**
 * What was seen at one time. `whole`: as a scan sees a host, so that it tells something of what it does not hold. What a
 * report only says that others saw is no more than that.
 */
interface Look {
  readonly at: number;
  readonly visit: PastVisit;
  readonly whole: boolean;
  readonly seen: PastVisit['seen'];
}

/** The looks that a visit tells of: its own, and those of others. */
const looksOf = (visit: PastVisit): readonly Look[] => {
  const own = visit.seen.filter(({ sightings }) => sightings === undefined);
  const others = Map.groupBy(
    visit.seen.flatMap((seen) => (seen.sightings ?? []).map((at) => ({ at, seen }))),
    ({ at }) => at,
  );
  return [
    { at: visit.at, visit, whole: true, seen: own },
    ...[...others].map(([at, all]) => ({ at, visit, whole: false, seen: all.map(({ seen }) => seen) })),
  ];
};

/** By time, and at one time those first who looked themselves. */
const byTime = (a: Look, b: Look): number =>
  a.at - b.at || Number(b.whole) - Number(a.whole) || inOrder(a.visit, b.visit);

/**
 * Tells from the visits of a host how its findings stand and what became of them. Only a visit that looked for a
 * finding and did not find it fixes it; one that did not look leaves it as it stands, and says why. What a report says
 * that others saw counts for the time when they did, unless somebody has looked for it since.
 */
export const foldVisits = ({ standings, visits, sites }: HostPast, evidenceOf: EvidenceOf): HostOutcome => {
  const now = new Map(standings.map((standing) => [standing.key, standing]));
  const events: FindingEvent[] = [];
  const tellers = new Map<string, string>();
  for (const { at, visit, whole, seen } of onePerScan(visits).flatMap(looksOf).sort(byTime)) {
    const report = visit.digest;
    const tell = (key: string, [standing, event]: Told): void => {
      now.set(key, standing);
      if (event !== undefined) events.push({ key, at, report, ...event });
    };
    const held = new Set(whole ? visit.seen.map(({ key }) => key) : []);
    for (const [key, before] of whole ? now : [])
      if (!held.has(key)) tell(key, notFound(before, evidenceOf(visit, before), at));
    for (const { key, section, severity } of seen) {
      const before = now.get(key);
      const site = sites.get(key);
      if (!whole && before !== undefined && before.lastTested >= at) continue;
      if (before !== undefined) tell(key, foundAgain(before, { section, severity }, at));
      else if (site !== undefined) tell(key, foundFirst(key, site, { section, severity }, at));
      tellers.set(key, report);
    }
  }
  return { standings: [...now.values()], events, tellers };
};
