import type { ReportedFinding } from './report.js';

/** Why a verdict is what it is; where nothing proves it, that it is inferred. As the report has it, not made printable. */
export const reasonWords = ({
  reason = '',
  evidence,
}: Pick<ReportedFinding, 'reason' | 'evidence'>): string =>
  evidence !== 'inferred' || reason.includes('inferred') ? reason : `${reason} (inferred)`.trimStart();
