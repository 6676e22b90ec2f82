import type { Evidence } from './evidence.js';
import type { ComparedFinding } from './report-record.js';
import type { ChangeKind, EvidenceGrade } from './verdict.js';

/** The verdict of what only the newer report holds, with what the older report tells by not holding it. */
export const verdictOfNew = (
  evidence: Evidence,
): { readonly verdict: 'new'; readonly mayBeOlder?: true; readonly reason: string } => {
  switch (evidence.kind) {
    case 'proven':
      return { verdict: 'new', reason: 'the older report looked for it and did not find it' };
    case 'inferred':
      return { verdict: 'new', reason: 'the older report does not hold it' };
    case 'untested':
      return {
        verdict: 'new',
        mayBeOlder: true,
        reason: `the older report did not look for it: ${evidence.reason}`,
      };
  }
};

/** The verdict of what only the newer document holds, which says that it was last found before the older one was made. */
export const verdictOfStale = (
  lastFound: string,
): { readonly verdict: 'new'; readonly mayBeOlder: true; readonly reason: string } => ({
  verdict: 'new',
  mayBeOlder: true,
  reason: `the older report does not hold it; the newer one says that it was last found before that: ${lastFound.trim()}`,
});

const FIXED: Readonly<Record<EvidenceGrade, string>> = {
  proven: 'the newer report looked for it and did not find it',
  inferred: 'the newer report is complete and does not hold it, and does not say what it looked for',
};

/** The verdict of what only the older report holds, by what the newer report tells by not holding it. */
export const verdictOfAbsent = (
  evidence: Evidence,
):
  | { readonly verdict: 'not tested'; readonly reason: string }
  | { readonly verdict: 'fixed'; readonly evidence: EvidenceGrade; readonly reason: string } =>
  evidence.kind === 'untested'
    ? { verdict: 'not tested', reason: evidence.reason }
    : { verdict: 'fixed', evidence: evidence.kind, reason: FIXED[evidence.kind] };

export const REASON_OF_REOPENED = 'it had been fixed, and is there again';

export const REASON_OF_SAME = 'both reports hold it';

const changeText = (kind: ChangeKind, before: ComparedFinding, after: ComparedFinding): string => {
  switch (kind) {
    case 'severity':
      return `severity ${before.severity ?? 'none'} → ${after.severity ?? 'none'}`;
    case 'confirmed':
      return 'practice confirmed';
    case 'doubted':
      return 'vulnerability doubted';
    case 'result':
      return 'other result';
  }
};

/** How a finding changed, such as `severity 2 → 4, practice confirmed`. */
export const reasonOfChange = (
  what: readonly ChangeKind[],
  before: ComparedFinding,
  after: ComparedFinding,
): string => what.map((kind) => changeText(kind, before, after)).join(', ');
