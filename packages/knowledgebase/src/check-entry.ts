import type { Reference, Section, Severity } from '@openguard/model';

/**
 * What is known about one check: how its findings are named, graded and worded.
 *
 * - `id`: stable; the `@value` of the finding. Ids of API v2.01, Appendix B, where it names one; else the
 *   name of the nmap script (with `:CVE` or `:word` when one script tells several weaknesses apart), else a
 *   name of ours in lower case with underscores.
 * - `number`: for documents that name findings by number; from 7000001 on, and never given again.
 * - `kind`: the section that a confirmed finding stands in.
 * - `category`: CAT@value. The one of `service-banner` is replaced by the name of the service.
 * - `severity` follows from `rule`; see `explainRule`.
 * - `cve`: CVE identifiers of what the check finds, newest format.
 * - `references`: what vendors and standards say, besides what there is about the CVE identifiers.
 * - `extension`: API v2.01 prints a closed list of ids for this category's services, or of categories, and
 *   this one is not on it.
 */
export interface CheckEntry {
  readonly id: string;
  readonly number: number;
  readonly kind: Section;
  readonly category: string;
  readonly severity: Severity;
  readonly rule: string;
  readonly cve: readonly string[];
  readonly references: readonly Reference[];
  readonly title: string;
  readonly diagnosis: string;
  readonly consequence: string;
  readonly solution: string;
  readonly extension: boolean;
}
