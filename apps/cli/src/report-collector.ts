import { worstFirst, type CheckIdOf } from '@openguard/analytics';
import type { DocumentItem, FindingItem } from '@openguard/model';
import type { Report } from '@openguard/render';
import { GateWatch } from './gate-watch.js';
import { ReportBackground } from './report-background.js';
import type { ReportRequest } from './report-request.js';
import { VERSION } from './version.js';

/**
 * Takes the items of one report, and keeps what is shown of it: vulnerabilities, or findings of every kind. The
 * condition of the user is held against all of them.
 */
export class ReportCollector {
  readonly watch: GateWatch;
  readonly #request: ReportRequest;
  readonly #all: boolean;
  readonly #findings: FindingItem[] = [];
  readonly #background: ReportBackground;
  readonly #around: (item: DocumentItem) => void;

  constructor(request: ReportRequest, all: boolean) {
    this.#request = request;
    this.#all = all;
    this.watch = new GateWatch(request.gate);
    // Pages alone tell of hosts and of the ways between them.
    this.#background = new ReportBackground(request.format === 'html');
    this.#around = this.#background.begin();
  }

  add(item: DocumentItem): void {
    this.#around(item);
    if (item.kind !== 'finding') return;
    this.watch.see({ finding: item });
    if (this.#all || item.section === 'vuln') this.#findings.push(item);
  }

  /** The findings, worst first. */
  findings(): readonly FindingItem[] {
    return worstFirst(this.#findings);
  }

  report(checkIdOf: CheckIdOf | undefined): Report {
    const { gate } = this.#request;
    return {
      ...this.#background.around(),
      findings: this.findings().map((finding) => ({ finding })),
      version: VERSION,
      ...(checkIdOf === undefined ? {} : { checkIdOf }),
      ...(gate === undefined ? {} : { gate }),
    };
  }
}
