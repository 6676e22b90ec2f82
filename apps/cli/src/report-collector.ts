import { ScanGraphBuilder, worstFirst } from '@openguard/analytics';
import {
  COVERAGE_CATEGORY,
  coverageFromFindings,
  type DocumentItem,
  type FindingItem,
  type HeaderItem,
} from '@openguard/model';
import type { Report } from '@openguard/render';
import { GateWatch } from './gate-watch.js';
import type { ReportRequest } from './report-request.js';
import { VERSION } from './version.js';

interface HostDraft {
  name: string | undefined;
  readonly coverage: FindingItem[];
}

/**
 * Takes the items of one report, and keeps what is shown of it: vulnerabilities, or findings of every kind. The
 * condition of the user is held against all of them.
 */
export class ReportCollector {
  readonly watch: GateWatch;
  readonly #request: ReportRequest;
  readonly #all: boolean;
  readonly #findings: FindingItem[] = [];
  readonly #hosts = new Map<string, HostDraft>();
  readonly #graph = new ScanGraphBuilder();
  #header: HeaderItem | undefined;

  constructor(request: ReportRequest, all: boolean) {
    this.#request = request;
    this.#all = all;
    this.watch = new GateWatch(request.gate);
  }

  add(item: DocumentItem): void {
    if (item.kind === 'header') this.#header = item;
    // Pages alone tell of hosts and of the ways between them.
    if (this.#request.format === 'html') this.#addHost(item);
    if (item.kind !== 'finding') return;
    this.watch.see({ finding: item });
    if (this.#all || item.section === 'vuln') this.#findings.push(item);
  }

  /** The findings, worst first. */
  findings(): readonly FindingItem[] {
    return worstFirst(this.#findings);
  }

  report(): Report {
    const network = this.#graph.graph();
    const { gate } = this.#request;
    return {
      findings: this.findings().map((finding) => ({ finding })),
      hosts: [...this.#hosts].map(([ip, { name, coverage }]) => ({
        ip,
        gaps: coverageFromFindings(coverage)?.gaps ?? [],
        ...(name === undefined ? {} : { name }),
      })),
      version: VERSION,
      ...(this.#header === undefined ? {} : { header: this.#header }),
      ...(gate === undefined ? {} : { gate }),
      ...(network === undefined ? {} : { network }),
    };
  }

  #addHost(item: DocumentItem): void {
    this.#graph.add(item);
    if (item.kind !== 'host' && item.kind !== 'finding') return;
    const known = this.#hosts.get(item.ip);
    const draft = known ?? { name: undefined, coverage: [] };
    if (known === undefined) this.#hosts.set(item.ip, draft);
    if (item.kind === 'host') draft.name ??= item.name;
    else if (item.category === COVERAGE_CATEGORY && item.section === 'info') draft.coverage.push(item);
  }
}
