import type { Section, Severity } from '@openguard/model';
import type { CheckEntry } from './check-entry.js';
import { lowered, POTENTIAL, RULES } from './rule.js';

/**
 * How sure a check is of a weakness. `confirmed`: seen. `exploited`: the check made use of it. `potential`:
 * signs, but no proof, or the check could not tell.
 */
export type Certainty = 'confirmed' | 'exploited' | 'potential';

/** Where a finding stands and how severe it is, with the rule that says so. */
export interface Grade {
  readonly section: Section;
  readonly severity: Severity;
  readonly rule: string;
}

/**
 * Grades one finding. A rule of our own stands; what was exploited is otherwise at least 4. A potential
 * weakness becomes a practice, one level lower; services, information and advice are what they are.
 */
export const gradeOf = (entry: CheckEntry, certainty: Certainty = 'confirmed'): Grade => {
  const { kind, severity, rule } = entry;
  if (kind !== 'vuln' || certainty === 'confirmed') return { section: kind, severity, rule };
  if (certainty === 'potential') {
    return { section: 'practice', severity: lowered(severity), rule: POTENTIAL + rule };
  }
  const exploited = RULES['state:exploitable'].severity;
  return rule.startsWith('own:') || severity >= exploited
    ? { section: kind, severity, rule }
    : { section: kind, severity: exploited, rule: 'state:exploitable' };
};
