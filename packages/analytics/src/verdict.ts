import type { OpenPort } from './open-ports.js';
import type { ComparedFinding } from './report-record.js';

/** All verdicts, in the order in which someone should look at them. */
export const VERDICTS = ['reopened', 'new', 'changed', 'not tested', 'fixed', 'same'] as const;

/**
 * What became of a finding between an older and a newer report.
 *
 * - `new`: only the newer report holds it.
 * - `reopened`: only the newer report holds it, and it had been fixed before.
 * - `fixed`: only the older report holds it, and the newer one gives evidence that it is gone.
 * - `not tested`: only the older report holds it, and the newer one gives no evidence.
 * - `changed`: both hold it, with another severity, confirmed or doubted, or with another result.
 * - `same`: both hold it.
 */
export type Verdict = (typeof VERDICTS)[number];

/** How a finding that both reports hold differs. */
export type ChangeKind = 'severity' | 'confirmed' | 'doubted' | 'result';

/**
 * What a verdict of `fixed` rests on: `proven` by the newer report's own coverage, or `inferred` from a complete
 * report that carries none.
 */
export type EvidenceGrade = 'proven' | 'inferred';

/**
 * One finding of a comparison, and what became of it.
 *
 * - `finding`: as the newer report holds it, else as the older one does.
 * - `before`: as the older report holds it, where both do.
 * - `evidence`: of `fixed` alone.
 * - `what`: of `changed` alone: everything that differs.
 * - `mayBeOlder`: of `new` alone: it may have been there before, because the older report did not look for it, or because
 *   the newer one says that it was last found before the older one was made.
 * - `reason`: why this verdict, in plain words; it may hold text of a report.
 */
export interface JudgedFinding {
  readonly verdict: Verdict;
  readonly finding: ComparedFinding;
  readonly before?: ComparedFinding;
  readonly evidence?: EvidenceGrade;
  readonly what?: readonly ChangeKind[];
  readonly mayBeOlder?: true;
  readonly reason: string;
}

/** A port of a host. */
export type HostPort = OpenPort & { readonly ip: string };

/** One open port of a comparison, and what became of it; `changed` when another service is behind it. */
export interface JudgedPort {
  readonly verdict: Exclude<Verdict, 'reopened'>;
  readonly port: HostPort;
  readonly before?: HostPort;
  readonly evidence?: EvidenceGrade;
  readonly mayBeOlder?: true;
  readonly reason: string;
}
