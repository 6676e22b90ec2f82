import { identityOf, type CheckIdOf } from '@openguard/analytics';
import { createHash } from 'node:crypto';
import type { ReportedFields } from '../../report.js';

/**
 * Gives findings their fingerprints: made of what a comparison knows them by, so that a site follows a finding from
 * report to report. Of several under one identity, the later ones are counted.
 */
export const fingerprinting = (checkIdOf: CheckIdOf | undefined): ((finding: ReportedFields) => string) => {
  const seen = new Map<string, number>();
  return (finding) => {
    const identity = identityOf(finding, checkIdOf);
    const count = (seen.get(identity) ?? 0) + 1;
    seen.set(identity, count);
    return `${createHash('sha256').update(identity).digest('hex').slice(0, 32)}:${count}`;
  };
};
