import type { ReportedFields } from '../../report.js';

/** What SARIF calls how bad a problem is (2.1.0, section 3.27.10). */
export type SarifLevel = 'error' | 'warning' | 'note' | 'none';

/** Severities 4 and 5 are errors, 3 is a warning, 1 and 2 are notes. */
export const levelOf = (severity: number | undefined): SarifLevel => {
  if (severity === undefined) return 'none';
  if (severity >= 4) return 'error';
  return severity === 3 ? 'warning' : 'note';
};

/** The middle of what code-scanning sites call critical (5), high (4), medium (3) and low (1 and 2). */
const SCORES: Readonly<Record<number, string>> = { 5: '9.5', 4: '8.0', 3: '5.5', 2: '3.0', 1: '1.0' };

/** The score from 0.0 to 10.0 that such sites grade by: that of CVSS where the report tells it. */
export const securitySeverityOf = ({ severity, cvssBase }: ReportedFields): string | undefined => {
  const told = /^\s*(\d{1,2}(?:\.\d)?)\s*$/.exec(cvssBase ?? '')?.[1];
  if (told !== undefined && Number(told) > 0 && Number(told) <= 10) return Number(told).toFixed(1);
  return severity === undefined ? undefined : SCORES[severity];
};
