import type { ReportedFields } from '../../report.js';
import { ruleOf } from './rule.js';
import { securitySeverityOf } from './severity-level.js';

const weightOf = (finding: ReportedFields): number => Number(securitySeverityOf(finding) ?? 0);

/** The rules of a log: one for each check, in the order in which the findings first name them. */
export class Rules {
  readonly #places = new Map<string, number>();
  readonly #worst: ReportedFields[] = [];

  /** The place of the rule of a finding. */
  add(finding: ReportedFields): number {
    const known = this.#places.get(finding.id);
    if (known === undefined) {
      this.#places.set(finding.id, this.#worst.length);
      return this.#worst.push(finding) - 1;
    }
    const worst = this.#worst[known];
    if (worst === undefined || weightOf(finding) > weightOf(worst)) this.#worst[known] = finding;
    return known;
  }

  list(): readonly ReturnType<typeof ruleOf>[] {
    return this.#worst.map(ruleOf);
  }
}
