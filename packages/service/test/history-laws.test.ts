import type { FindingState } from '@openguard/model';
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { createHistory, type History } from '../src/index.js';
import { madeList, madeReport, WEEK, weekAt, type MadeHost } from './history-reports.js';
import { freshStore } from './house.js';

/** What is so of a finding in a week: its host is silent, its check did not run, it is not there, or it is. */
type Week = 'silent' | 'gap' | 'absent' | 'found';
/** The weeks of one finding; all findings of one host are silent together. */
type Plan = readonly Week[];

const HOSTS = ['192.0.2.1', '192.0.2.77'] as const;
const CHECKS = ['check_a', 'check_b', 'check_c'] as const;

/** For each host and check the weeks of its finding. */
type Plans = readonly (readonly Plan[])[];

const hostOf = (plans: readonly Plan[], ip: string, week: number): readonly MadeHost[] => {
  const now = CHECKS.map((id, index) => ({ id, is: plans[index]?.[week] }));
  if (now.every(({ is }) => is === 'silent')) return [];
  return [
    {
      ip,
      checks: CHECKS,
      findings: now.filter(({ is }) => is === 'found').map(({ id }) => ({ id })),
      gaps: now.filter(({ is }) => is === 'gap').map(({ id }) => id),
    },
  ];
};

const reportOf = (plans: Plans, week: number) => {
  const hosts = HOSTS.map((ip, index) => hostOf(plans[index] ?? [], ip, week));
  const silent = HOSTS.filter((_, index) => hosts[index]?.length === 0);
  return madeReport(week, hosts.flat(), { NOT_ALIVE: silent.join(',') });
};

/** What a plan comes to, said without walking through it. */
const expected = (plan: Plan): object | undefined => {
  const weeks = (which: readonly Week[]) => plan.flatMap((is, week) => (which.includes(is) ? [week] : []));
  const found = weeks(['found']);
  const [first] = found;
  const last = found.at(-1);
  if (first === undefined || last === undefined) return undefined;
  // Before it was found for the first time, nobody asked for it.
  const tested = weeks(['found', 'absent']).filter((week) => week >= first);
  const fixed = tested.filter((week) => plan[week] === 'absent');
  const fixedBefore = (week: number) => fixed.filter((each) => each < week);
  const isFixed = fixed.some((week) => week > last);
  const run = found.filter((week) => week > (fixedBefore(last).at(-1) ?? -1));
  const state: FindingState = isFixed
    ? 'fixed'
    : run.length > 1
      ? 'active'
      : fixedBefore(last).length > 0
        ? 'reopened'
        : 'new';
  return {
    ...{ state, firstSeen: weekAt(first), lastSeen: weekAt(last), timesFound: found.length },
    lastTested: weekAt(tested.at(-1) ?? first),
    openedAt: weekAt(run[0] ?? first),
    ...(isFixed ? { fixedAt: weekAt(fixed.find((week) => week > last) ?? 0), evidence: 'proven' } : {}),
  };
};

const tellsOf = async (history: History) => {
  const told: Record<string, object> = {};
  for await (const finding of history.findings({ fixed: true })) {
    const { ip, id, state, firstSeen, lastSeen, timesFound, lastTested, openedAt, fixedAt, evidence } =
      finding;
    told[`${ip} ${id}`] = {
      ...{ state, firstSeen, lastSeen, timesFound, lastTested, openedAt },
      ...(fixedAt === undefined ? {} : { fixedAt, evidence }),
    };
  }
  return told;
};

const expectedOf = (plans: Plans) =>
  Object.fromEntries(
    HOSTS.flatMap((ip, host) =>
      CHECKS.flatMap((id, check) => {
        const one = expected(plans[host]?.[check] ?? []);
        return one === undefined ? [] : [[`${ip} ${id}`, one] as const];
      }),
    ),
  );

const newHistory = async (): Promise<History> =>
  createHistory({ store: await freshStore(), account: 'ann', clock: () => weekAt(60), newId: () => 'a' });

const arbitraryPlans = (weeks: number): fc.Arbitrary<Plans> => {
  const plan = fc.array(fc.constantFrom<Week>('gap', 'absent', 'found', 'found'), {
    minLength: weeks,
    maxLength: weeks,
  });
  const silence = fc.array(
    fc.integer({ min: 0, max: 5 }).map((number) => number === 0),
    {
      minLength: weeks,
      maxLength: weeks,
    },
  );
  const host = fc
    .tuple(silence, fc.tuple(plan, plan, plan))
    .map(([silent, plans]) =>
      plans.map((each) => each.map((is, week): Week => (silent[week] === true ? 'silent' : is))),
    );
  return fc.tuple(host, host);
};

it('tells the history that scans hold, in whatever order they come and as often as they do', async () => {
  const weeks = 8;
  const order = fc.shuffledSubarray(
    Array.from({ length: weeks * 2 }, (_, index) => index % weeks),
    { minLength: weeks * 2 },
  );
  await fc.assert(
    fc.asyncProperty(arbitraryPlans(weeks), order, async (plans, imports) => {
      const history = await newHistory();
      const seen = new Set<number>();
      for (const week of imports) {
        const { taken } = await history.takeIn(reportOf(plans, week));
        expect(taken).toBe(!seen.has(week));
        seen.add(week);
      }
      expect(await tellsOf(history)).toEqual(expectedOf(plans));
    }),
    { numRuns: 12 },
  );
});

const DAY = WEEK / 7;

const dateOf = (week: number): string => `${new Date(weekAt(week)).toISOString().slice(0, 19)}Z`;

/** What a service that saw all scans up to a week lists a day later, or when it is asked. */
const listOf = (plans: Plans, week: number, daysLater: number) =>
  madeList(
    weekAt(week) + daysLater * DAY,
    HOSTS.flatMap((ip, host) =>
      CHECKS.flatMap((id, check) => {
        const known = (plans[host]?.[check] ?? []).slice(0, week + 1);
        const [first, last] = [known.indexOf('found'), known.lastIndexOf('found')];
        const isOpen = first >= 0 && !known.slice(last).includes('absent');
        return isOpen ? [{ ip, id, firstFound: dateOf(first), lastFound: dateOf(last) }] : [];
      }),
    ),
  );

it('learns nothing from lists of a service that saw the same scans, however late they were made', async () => {
  const weeks = 6;
  const order = fc.shuffledSubarray(
    Array.from({ length: weeks * 2 }, (_, index) => index),
    { minLength: weeks * 2 },
  );
  const days = fc.array(fc.integer({ min: 1, max: 30 }), { minLength: weeks, maxLength: weeks });
  await fc.assert(
    fc.asyncProperty(arbitraryPlans(weeks), order, days, async (plans, imports, later) => {
      const history = await newHistory();
      for (const index of imports) {
        const week = index % weeks;
        const list = listOf(plans, week, later[week] ?? 1);
        await history.takeIn(index < weeks ? reportOf(plans, week) : list);
      }
      expect(await tellsOf(history)).toEqual(expectedOf(plans));
      for await (const { title, cve, namedAt, lastSeen } of history.findings({ fixed: true })) {
        expect(title).toMatch(/^About check_/);
        expect(cve).toEqual([]);
        expect(namedAt ?? lastSeen).toBeLessThanOrEqual(lastSeen);
      }
    }),
    { numRuns: 12 },
  );
});

it('gives a year of weekly scans back as it was planted, with its trend', async () => {
  const year = (is: (week: number) => Week): Plan => Array.from({ length: 52 }, (_, week) => is(week));
  const never = year(() => 'absent');
  const plans: Plans = [
    [
      year((week) => (week < 10 ? 'found' : 'absent')),
      year((week) => (week % 20 < 10 ? 'found' : 'absent')),
      never,
    ],
    [
      year((week) => (week >= 30 && week < 40 ? 'silent' : 'found')),
      year((week) => (week >= 30 && week < 40 ? 'silent' : week > 45 ? 'gap' : 'found')),
      year((week) => (week >= 30 && week < 40 ? 'silent' : week === 51 ? 'found' : 'absent')),
    ],
  ];
  const history = await newHistory();
  for (let week = 51; week >= 0; week -= 3) await history.takeIn(reportOf(plans, week));
  for (let week = 0; week < 52; week += 1) await history.takeIn(reportOf(plans, week));
  expect(await tellsOf(history)).toEqual(expectedOf(plans));
  const trend = await history.trend(7, 100);
  expect(trend).toHaveLength(52);
  expect(trend.map(({ score }) => score)).toEqual(
    Array.from({ length: 52 }, (_, week) => {
      const open = [week < 10, week % 20 < 10, true, true, week === 51];
      return open.filter(Boolean).length * 3;
    }),
  );
  const fixes = trend.filter(({ fixed }) => fixed > 0);
  expect(fixes.map(({ to, daysToFix }) => [Math.floor((to - weekAt(0)) / WEEK), daysToFix])).toEqual([
    [10, 70],
    [30, 70],
    [50, 70],
  ]);
});
