import { unreadPortIn } from '@openguard/analytics';
import type { Acceptance, KnownFinding } from '@openguard/model';
import { acceptedUntil } from './accepted-until.js';
import { printable } from './printable.js';
import { hostCell, portCell } from './report-facts.js';
import type { HistoryPoint } from './report.js';
import { table } from './table.js';

/** A finding with its history, as {@link historyTable} shows it. */
export type HistoryFinding = KnownFinding & {
  readonly untested?: { readonly at: number; readonly reason: string };
  readonly accepted?: Acceptance;
};

const COLUMNS = [
  { heading: 'HOST' },
  { heading: 'PORT', numeric: true },
  { heading: 'SEVERITY', numeric: true },
  { heading: 'STATE' },
  { heading: 'FIRST SEEN' },
  { heading: 'LAST SEEN' },
  { heading: 'FOUND', numeric: true },
  { heading: 'ACCEPTED UNTIL' },
  { heading: 'ID' },
  { heading: 'TITLE' },
];

const dayOf = (time: number): string => new Date(time).toISOString().slice(0, 10);

/** A question mark where the last scan that was to look did not: it may stand otherwise by now. */
const stateCell = ({ state, evidence, untested, missedAt }: HistoryFinding): string =>
  `${state}${evidence === 'inferred' ? ' (inferred)' : ''}` +
  (untested === undefined && missedAt === undefined ? '' : ' ?');

const severityCell = ({ severity, section }: HistoryFinding): string =>
  severity === 0 ? '-' : `${section === 'practice' ? 'potential ' : ''}${severity}`;

const untestedLine = (findings: readonly HistoryFinding[]): readonly string[] => {
  const missed = findings.flatMap(({ ip, id, untested, missedAt, missedReason, lastTested }) => {
    if (untested !== undefined)
      return [`${ip}: not tested on ${dayOf(untested.at)}: ${untested.reason}; as of ${dayOf(lastTested)}`];
    return missedAt === undefined
      ? []
      : [`${ip} ${id}: not tested on ${dayOf(missedAt)}: ${missedReason ?? ''}; as of ${dayOf(lastTested)}`];
  });
  return [...new Set(missed)];
};

/** Findings with their histories as a table, in the order given, and below it what was not tested and why. */
export const historyTable = (findings: readonly HistoryFinding[]): string => {
  const rows = findings.map((finding) => [
    hostCell(finding),
    portCell({ port: finding.port, protocol: finding.protocol, unreadPort: unreadPortIn(finding.key) }),
    severityCell(finding),
    stateCell(finding),
    dayOf(finding.firstSeen),
    dayOf(finding.lastSeen),
    String(finding.timesFound),
    finding.accepted === undefined ? '-' : acceptedUntil(finding.accepted),
    finding.id,
    finding.title,
  ]);
  const missed = untestedLine(findings);
  return (
    table(COLUMNS, rows) +
    (missed.length === 0 ? '' : `\n? not tested since, so that it may stand otherwise by now:\n`) +
    missed.map((line) => `  ${printable(line)}\n`).join('')
  );
};

const TREND_COLUMNS = [
  { heading: 'UNTIL' },
  ...['SCORE', '5', '4', '3', '2', '1', 'POTENTIAL', 'NEW', 'REOPENED', 'FIXED', 'DAYS TO FIX'].map(
    (heading) => ({ heading, numeric: true }),
  ),
];

/** How a history went, a line for each span of time: the score, what was open by severity, what became of it. */
export const trendTable = (points: readonly HistoryPoint[]): string =>
  points.length === 0
    ? ''
    : table(
        TREND_COLUMNS,
        points.map(({ to, score, open, practices, opened, reopened, fixed, daysToFix }) => [
          dayOf(to - 1),
          ...[score, open[5], open[4], open[3], open[2], open[1], practices, opened, reopened, fixed].map(
            String,
          ),
          daysToFix === undefined ? '-' : daysToFix.toFixed(1),
        ]),
      );

/** Accepted risks as a table. `now`: milliseconds since 1970, to tell which still count. */
export const acceptanceTable = (acceptances: readonly Acceptance[], now: number): string =>
  acceptances.length === 0
    ? 'No risk is accepted.\n'
    : table(
        ['ID', 'CHECK', 'ON', 'PORT', 'OWNER', 'ACCEPTED', 'UNTIL', 'STATE', 'REASON'].map((heading) => ({
          heading,
        })),
        acceptances.map(({ id, check, targets, port, owner, acceptedAt, until, withdrawnAt, reason }) => [
          id,
          check,
          targets ?? 'all hosts',
          port ?? '-',
          owner,
          dayOf(acceptedAt),
          acceptedUntil({ until }),
          withdrawnAt !== undefined ? 'withdrawn' : until <= now ? 'expired' : 'in force',
          reason,
        ]),
      );
