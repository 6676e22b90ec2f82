import type { CheckIdOf, Gate, MapGraph, Verdict } from '@openguard/analytics';
import type { Acceptance, CoverageGap, FindingItem, FindingStanding, HeaderItem } from '@openguard/model';

/** What is shown of a finding, as far as it is known. */
export type ReportedFields = Pick<FindingItem, 'section' | 'ip' | 'id' | 'title' | 'cve' | 'category'> &
  Partial<
    Pick<
      FindingItem,
      | 'severity'
      | 'port'
      | 'unreadPort'
      | 'protocol'
      | 'fqdn'
      | 'diagnosis'
      | 'consequence'
      | 'solution'
      | 'result'
      | 'cvssBase'
      | 'instance'
      | 'status'
      | 'pciFlag'
      | 'virtualPatches'
    >
  >;

/** What a history tells of a finding. Times are milliseconds since 1970. */
export type ReportedPast = Pick<FindingStanding, 'state' | 'firstSeen' | 'lastSeen' | 'timesFound'> & {
  /** Whether the last scan that was to look for it did not. */
  readonly doubtful: boolean;
};

/** A finding of a report, and, where two were compared, what became of it. */
export interface ReportedFinding {
  readonly finding: ReportedFields;
  readonly verdict?: Verdict;
  /** What the older report said, where both have it. */
  readonly before?: Pick<ReportedFields, 'severity' | 'section'>;
  /** What the verdict rests on, of a finding that is fixed. */
  readonly evidence?: 'proven' | 'inferred';
  /** Why, in plain words. */
  readonly reason?: string;
  /** Under what its risk is accepted, if it is: it is shown all the same, and fails nothing. */
  readonly accepted?: Pick<Acceptance, 'until' | 'owner' | 'reason'>;
  /** Of a history: its verdict says the same in the words of comparisons. */
  readonly past?: ReportedPast;
}

/** What a report says of itself. */
export type ReportHeader = Pick<HeaderItem, 'ref' | 'date' | 'target' | 'title' | 'keys'>;

/** A host of a report, and what was not tested on it. */
export interface ReportedHost {
  readonly ip: string;
  readonly name?: string;
  readonly gaps?: readonly CoverageGap[];
}

/** What a report is compared with. */
export interface ReportedComparison {
  readonly older: ReportHeader;
  readonly oldScore: number;
  readonly newScore: number;
  /** Sentences on how the one score became the other. */
  readonly explanation?: readonly string[];
}

/**
 * How a history stood at the end of a span of time, and what became of findings in it. Times are milliseconds since
 * 1970; `to` is not in the span. `open` counts vulnerabilities by severity.
 */
export interface HistoryPoint {
  readonly to: number;
  readonly score: number;
  readonly open: Readonly<Record<1 | 2 | 3 | 4 | 5, number>>;
  readonly practices: number;
  readonly opened: number;
  readonly reopened: number;
  readonly fixed: number;
  readonly daysToFix?: number;
}

/** A report, or a comparison of two, ready to be shown in any format. */
export interface Report {
  /** Of the report; of two, the newer. Absent when the document says nothing of itself. */
  readonly header?: ReportHeader;
  /** In the order in which they are shown; gone through more than once. */
  readonly findings: Iterable<ReportedFinding>;
  /** The condition that a person set: findings that meet it are marked where a format can. */
  readonly gate?: Gate;
  /** All hosts of the report; only pages show them. */
  readonly hosts?: readonly ReportedHost[];
  readonly comparison?: ReportedComparison;
  /** Of a history: how it went, in order of time; only pages show it. */
  readonly trend?: readonly HistoryPoint[];
  /** What else keeps it from being whole, in sentences. */
  readonly warnings?: readonly string[];
  /** How the hosts hang together; only pages show it. */
  readonly network?: MapGraph;
  /** The table of checks by which fingerprints know findings; ids as they stand without one. */
  readonly checkIdOf?: CheckIdOf;
  /** The version of the program that writes the report. */
  readonly version?: string;
}
