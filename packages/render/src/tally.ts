import { isCalledFixed, VERDICTS, type Verdict } from '@openguard/analytics';
import type { ReportedFinding } from './report.js';

/** How many findings there are of each kind; of severities and verdicts only those that occur. */
export interface Tally {
  readonly total: number;
  /** Vulnerabilities by severity, the worst first; what is fixed, called so or was not tested again is not among them. */
  readonly severities: readonly (readonly [severity: number, count: number])[];
  readonly verdicts: readonly (readonly [verdict: Verdict, count: number])[];
  /** Vulnerabilities by host, of those that were found: how many of each severity. */
  readonly hosts: ReadonlyMap<string, readonly number[]>;
}

const SEVERITIES = [5, 4, 3, 2, 1] as const;

/** Counts findings. */
export const tallyOf = (findings: Iterable<ReportedFinding>): Tally => {
  const severities = new Map<number, number>();
  const verdicts = new Map<Verdict, number>();
  const hosts = new Map<string, number[]>();
  let total = 0;
  for (const { finding, verdict } of findings) {
    total += 1;
    if (verdict !== undefined) verdicts.set(verdict, (verdicts.get(verdict) ?? 0) + 1);
    if (verdict === 'fixed' || verdict === 'not tested' || isCalledFixed(finding)) continue;
    if (finding.section !== 'vuln') continue;
    const severity = finding.severity ?? 0;
    severities.set(severity, (severities.get(severity) ?? 0) + 1);
    const host = hosts.get(finding.ip) ?? [0, 0, 0, 0, 0, 0];
    host[severity] = (host[severity] ?? 0) + 1;
    hosts.set(finding.ip, host);
  }
  const present = <K>(keys: readonly K[], counts: ReadonlyMap<K, number>) =>
    keys.flatMap((key) => {
      const count = counts.get(key);
      return count === undefined ? [] : [[key, count] as const];
    });
  return {
    total,
    severities: present<number>(SEVERITIES, severities),
    verdicts: present<Verdict>(VERDICTS, verdicts),
    hosts,
  };
};
