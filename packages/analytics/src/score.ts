import type { DocumentItem, FindingItem } from '@openguard/model';
import { isCalledFixed } from './tracked.js';

/**
 * What a finding adds to the score: the severity of a vulnerability, nothing for any other finding, nor for one that the
 * service itself calls fixed.
 */
export const scoreOf = (finding: Pick<FindingItem, 'section' | 'severity' | 'status'>): number =>
  finding.section === 'vuln' && !isCalledFixed(finding) ? (finding.severity ?? 0) : 0;

/**
 * The score of a report, as the sample program *score* defines it: the sum of the severities of its
 * vulnerabilities (VULN alone; practices and services do not count).
 */
export const scoreItems = (items: Iterable<DocumentItem>): number => {
  let score = 0;
  for (const item of items) if (item.kind === 'finding') score += scoreOf(item);
  return score;
};
