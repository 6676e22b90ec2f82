import { scoreOf } from '@openguard/analytics';
import type { FindingGrade, Severity } from '@openguard/model';
import type { EventCount } from '@openguard/storage';

/**
 * How a history stood at the end of a span of time, and what became of findings in it. Of vulnerabilities and
 * practices alone.
 *
 * - `from`, `to`: milliseconds since 1970, UTC; `to` is not in it.
 * - `score`: the sum of the severities of the vulnerabilities that were open.
 * - `open`: how many vulnerabilities were open, by severity from 1 to 5; `practices`: potential ones of any.
 * - `daysToFix`: for how long those that were fixed had been open, on average; absent when none was.
 */
export interface TrendPoint {
  readonly from: number;
  readonly to: number;
  readonly score: number;
  readonly open: Readonly<Record<Severity, number>>;
  readonly practices: number;
  readonly opened: number;
  readonly reopened: number;
  readonly fixed: number;
  readonly daysToFix?: number;
}

const DAY_MS = 86_400_000;
const SEVERITIES = [1, 2, 3, 4, 5] as const;

const isGone = (what: EventCount['what']): boolean => what === 'fixed' || what === 'inferred';

/** Running totals of what is open. */
class Standing {
  readonly open: Record<Severity, number> = { 1: 0, 2: 0, 3: 0, 4: 0, 5: 0 };
  practices = 0;
  score = 0;

  add({ section, severity }: FindingGrade, count: number): void {
    if (section === 'practice') this.practices += count;
    const known = SEVERITIES.find((each) => each === severity);
    if (section !== 'vuln' || known === undefined) return;
    this.open[known] += count;
    this.score += scoreOf({ section, severity: known }) * count;
  }

  take({ what, grade, before, count }: EventCount): void {
    if (what === 'proven') return;
    this.add(grade, isGone(what) ? -count : count);
    if (what === 'changed' && before !== undefined) this.add(before, -count);
  }
}

const isWeakness = ({ grade }: EventCount): boolean =>
  grade.section === 'vuln' || grade.section === 'practice';

const pointOf = (
  span: number,
  spanMs: number,
  standing: Standing,
  events: readonly EventCount[],
): TrendPoint => {
  const sum = (is: (what: EventCount['what']) => boolean, of: (event: EventCount) => number): number =>
    events.filter(({ what }) => is(what)).reduce((total, event) => total + of(event), 0);
  const countOf = (what: EventCount['what']): number =>
    sum(
      (each) => each === what,
      ({ count }) => count,
    );
  const fixed = sum(isGone, ({ count }) => count);
  return {
    from: span * spanMs,
    to: (span + 1) * spanMs,
    score: standing.score,
    open: { ...standing.open },
    practices: standing.practices,
    opened: countOf('opened'),
    reopened: countOf('reopened'),
    fixed,
    ...(fixed === 0 ? {} : { daysToFix: sum(isGone, ({ lasted }) => lasted) / fixed / DAY_MS }),
  };
};

/**
 * The last points of a trend, so many at most, with every span between the first event and the last, or the newest
 * report, `until`: that nothing happened is told as well.
 */
export const trendOf = (
  counts: readonly EventCount[],
  spanMs: number,
  most: number,
  until: number,
): readonly TrendPoint[] => {
  const bySpan = Map.groupBy(counts.filter(isWeakness), ({ span }) => span);
  const spans = [...bySpan.keys()].sort((a, b) => a - b);
  const lastEvent = spans.at(-1);
  if (lastEvent === undefined) return [];
  const last = Math.max(lastEvent, Math.floor(until / spanMs));
  const standing = new Standing();
  const first = Math.max(spans[0] ?? last, last - most + 1);
  for (const span of spans.filter((each) => each < first))
    for (const event of bySpan.get(span) ?? []) standing.take(event);
  return Array.from({ length: last - first + 1 }, (_, index) => {
    const events = bySpan.get(first + index) ?? [];
    for (const event of events) standing.take(event);
    return pointOf(first + index, spanMs, standing, events);
  });
};
