import { worstFirst, type CheckIdOf } from '@openguard/analytics';
import type { Acceptance, DocumentItem, FindingItem } from '@openguard/model';
import { printable, type Report } from '@openguard/render';
import type { AcceptedRisks } from './accepted-risks.js';
import { GateWatch } from './gate-watch.js';
import { say, type Io } from './io.js';
import { ReportBackground } from './report-background.js';
import type { ReportRequest } from './report-request.js';
import { VERSION } from './version.js';

/**
 * Takes the items of one report, and keeps what is shown of it: vulnerabilities, or findings of every kind. The
 * condition of the user is held against all of them.
 */
export class ReportCollector {
  readonly #watch: GateWatch;
  readonly #risks: AcceptedRisks;
  readonly #request: ReportRequest;
  readonly #all: boolean;
  readonly #findings: FindingItem[] = [];
  readonly #background: ReportBackground;
  readonly #around: (item: DocumentItem) => void;
  #tellsOfHost = false;
  #notAlive = '';

  constructor(request: ReportRequest, all: boolean, risks: AcceptedRisks) {
    this.#request = request;
    this.#risks = risks;
    this.#all = all;
    this.#watch = new GateWatch(request.gate, risks);
    // Pages alone tell of hosts and of the ways between them.
    this.#background = new ReportBackground(request.format === 'html');
    this.#around = this.#background.begin();
  }

  /** Takes an item that is held against the condition and not shown. */
  look(item: DocumentItem): void {
    this.#around(item);
    if (item.kind === 'header') this.#notAlive = item.keys['NOT_ALIVE']?.trim() ?? '';
    this.#tellsOfHost ||= item.kind === 'host' || item.kind === 'finding';
    if (item.kind !== 'finding') return;
    this.#watch.see({ finding: item });
  }

  add(item: DocumentItem): void {
    this.look(item);
    if (item.kind !== 'finding') return;
    if (this.#all || item.section === 'vuln') this.#findings.push(item);
  }

  /** The findings, worst first, with the day until which the risk of each is accepted, if it is. */
  findings(): readonly (FindingItem & { readonly accepted?: Acceptance })[] {
    const acceptedBy = this.#risks[this.#background.simulated ? 'simulated' : 'real'];
    return worstFirst(this.#findings).map((finding) => {
      const accepted = acceptedBy(finding);
      return accepted === undefined ? finding : { ...finding, accepted };
    });
  }

  /** Says what met the condition, and gives the exit code. That nothing was found where nobody answered says nothing. */
  tell(io: Io): number {
    if (!this.#tellsOfHost)
      say(
        io,
        `openguard: the report tells of no host${this.#notAlive === '' ? '' : `; did not answer: ${printable(this.#notAlive)}`}: whether something is there is not known`,
      );
    return this.#watch.tell(io, this.#background.simulated, this.#background.lack);
  }

  /** Whether the service has more than its document tells. */
  get truncated(): boolean {
    return this.#background.lack?.code === 'OG_REPLY_TRUNCATED';
  }

  /** How many faults of the document were mended, if any were. */
  get repaired(): number | undefined {
    return this.#background.repaired;
  }

  report(checkIdOf: CheckIdOf | undefined): Report {
    const { gate } = this.#request;
    return {
      ...this.#background.around(),
      findings: this.findings().map(({ accepted, ...finding }) =>
        accepted === undefined ? { finding } : { finding, accepted },
      ),
      version: VERSION,
      ...(checkIdOf === undefined ? {} : { checkIdOf }),
      ...(gate === undefined ? {} : { gate }),
    };
  }
}
