import type { Reference } from './finding.js';
import type { Noticed } from './notice.js';
import type { FindingDetails } from './scan-item.js';
import type { Severity } from './severity.js';
import type { VirtualPatch } from './virtual-patch.js';

/**
 * A check of the service: what it looks for, and what to do about it. It stands in a knowledge base, or in the
 * glossary of a report. Texts as they stand, HTML included.
 *
 * `pciFlag` is one of three: `1`, `0`, or absent, when the document does not say (before 6.18).
 */
export interface CheckItem extends FindingDetails, Noticed {
  readonly kind: 'check';
  readonly id: string;
  /** What findings of its report refer to it by (`VULN_DETAILS/@id`), where that is not its number. */
  readonly ref?: string;
  readonly title: string;
  readonly severity?: Severity;
  /** Such as `Vulnerability`, `Potential Vulnerability` or `Information Gathered`. */
  readonly type?: string;
  readonly category?: string;
  readonly cve: readonly string[];
  readonly patchable?: string;
  readonly published?: string;
  readonly diagnosis?: string;
  readonly diagnosisComment?: string;
  readonly consequence?: string;
  readonly consequenceComment?: string;
  readonly solution?: string;
  readonly solutionComment?: string;
  readonly virtualPatches?: readonly VirtualPatch[];
  /** Measures of CVSS by the names of their elements. */
  readonly cvss?: Readonly<Record<string, string>>;
  readonly software?: readonly { readonly product?: string; readonly vendor?: string }[];
  readonly discovery?: { readonly remote?: string; readonly authentication: readonly string[] };
  readonly references?: readonly Reference[];
}
