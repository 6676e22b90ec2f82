import { unreadPortIn, type Verdict } from '@openguard/analytics';
import type { FindingState } from '@openguard/model';
import type { HistoryFinding } from './history-table.js';
import type { HistoryPoint, Report, ReportedFields, ReportedFinding } from './report.js';
import { pastWords } from './state-words.js';

/** What is told of a check where it is known. */
type TextsOf = (id: string) => Pick<ReportedFields, 'diagnosis' | 'consequence' | 'solution'> | undefined;

/** What of a history is shown. */
export interface ToldHistory {
  /** Of which addresses, for people. */
  readonly target: string;
  readonly simulated: boolean;
  /** In the order in which they are shown. */
  readonly findings: readonly HistoryFinding[];
  readonly trend: readonly HistoryPoint[];
  readonly warnings: readonly string[];
  /** The texts of a check; histories hold what tells findings apart, and results. */
  readonly textsOf: TextsOf;
}

/** What is active was there before, too. */
const VERDICTS: Readonly<Record<FindingState, Verdict>> = {
  new: 'new',
  active: 'same',
  reopened: 'reopened',
  fixed: 'fixed',
};

const SEVERITIES = [1, 2, 3, 4, 5] as const;

const dayOf = (time: number): string => new Date(time).toISOString().slice(0, 10);

const reasonOf = (finding: HistoryFinding): string => {
  const { state, fixedAt, untested, missedAt, missedReason = '' } = finding;
  const missed = untested ?? (missedAt === undefined ? undefined : { at: missedAt, reason: missedReason });
  return [
    pastWords(finding),
    ...(state === 'fixed' && fixedAt !== undefined ? [`gone on ${dayOf(fixedAt)}`] : []),
    ...(missed === undefined ? [] : [`not tested on ${dayOf(missed.at)}: ${missed.reason}`]),
  ].join('; ');
};

/** A finding of a history as any format, or a condition, takes it. Each state is a verdict: what is active is the same. */
export const reportedOfHistory = (finding: HistoryFinding, textsOf: TextsOf): ReportedFinding => {
  const { ip, section, id, title, cve, category, port, protocol, fqdn, result } = finding;
  const { state, firstSeen, lastSeen, timesFound, evidence, accepted, untested, missedAt } = finding;
  const severity = SEVERITIES.find((each) => each === finding.severity);
  const { diagnosis, consequence, solution } = textsOf(id) ?? {};
  const unreadPort = unreadPortIn(finding.key);
  const doubtful = untested !== undefined || missedAt !== undefined;
  return {
    finding: {
      ...{ section, ip, id, title, cve, category },
      ...(severity === undefined ? {} : { severity }),
      ...(port === undefined ? {} : { port }),
      ...(unreadPort === undefined ? {} : { unreadPort }),
      ...(protocol === undefined ? {} : { protocol }),
      ...(fqdn === undefined ? {} : { fqdn }),
      ...(diagnosis === undefined ? {} : { diagnosis }),
      ...(consequence === undefined ? {} : { consequence }),
      ...(solution === undefined ? {} : { solution }),
      ...(result === undefined ? {} : { result }),
    },
    verdict: VERDICTS[state],
    reason: reasonOf(finding),
    past: { state, firstSeen, lastSeen, timesFound, doubtful },
    ...(state === 'fixed' && evidence !== undefined ? { evidence } : {}),
    ...(accepted === undefined ? {} : { accepted }),
  };
};

/** A history as a report that can be shown in any format; see {@link reportedOfHistory}. */
export const historyReport = (told: ToldHistory): Report => ({
  header: {
    ref: '',
    target: told.target,
    keys: told.simulated ? { REPORT_TYPE: 'simulated' } : {},
  },
  findings: told.findings.map((finding) => reportedOfHistory(finding, told.textsOf)),
  trend: told.trend,
  warnings: told.warnings,
});
