import {
  coverageFromFindings,
  COVERAGE_CATEGORY,
  type Coverage,
  type DocumentItem,
  type FindingItem,
  type HeaderItem,
} from '@openguard/model';
import { listsPortsOf, openPortsOf, type OpenPort } from './open-ports.js';
import { scoreOf } from './score.js';

/** A finding with nothing but what a comparison looks at. */
export type ComparedFinding = Pick<
  FindingItem,
  | 'section'
  | 'ip'
  | 'id'
  | 'severity'
  | 'title'
  | 'cve'
  | 'category'
  | 'port'
  | 'protocol'
  | 'fqdn'
  | 'result'
>;

/** One host of a report, ready to be compared. `listed`: the protocols whose open ports the report lists. */
export interface HostSnapshot {
  readonly findings: readonly ComparedFinding[];
  readonly ports: readonly OpenPort[];
  readonly listed: ReadonlySet<string>;
  readonly coverage: Coverage | undefined;
}

/** A whole report, ready to be compared. */
export interface Snapshot {
  readonly ref: string;
  readonly date: string | undefined;
  readonly target: string | undefined;
  /** HEADER's STATUS; absent in 2001. */
  readonly status: string | undefined;
  /** Target lists of HEADER: addresses that did not answer, and such as were not scanned. */
  readonly notAlive: string;
  readonly notScanned: string;
  readonly score: number;
  readonly hosts: ReadonlyMap<string, HostSnapshot>;
}

interface Draft {
  readonly findings: ComparedFinding[];
  readonly coverage: FindingItem[];
  readonly ports: OpenPort[];
  readonly listed: Set<string>;
}

const compared = (finding: FindingItem): ComparedFinding => {
  const { section, ip, id, title, cve, category } = finding;
  return {
    section,
    ip,
    id,
    title,
    cve,
    category,
    ...(finding.severity === undefined ? {} : { severity: finding.severity }),
    ...(finding.port === undefined ? {} : { port: finding.port }),
    ...(finding.protocol === undefined ? {} : { protocol: finding.protocol }),
    ...(finding.fqdn === undefined ? {} : { fqdn: finding.fqdn }),
    ...(finding.result === undefined || finding.section === 'info' ? {} : { result: finding.result }),
  };
};

/** Collects the items of one report, one by one, into a snapshot. */
export class SnapshotBuilder {
  readonly #hosts = new Map<string, Draft>();
  #header: HeaderItem | undefined;
  #score = 0;

  add(item: DocumentItem): void {
    if (item.kind === 'header') this.#addHeader(item);
    else if (item.kind === 'host') this.#hostOf(item.ip);
    else if (item.kind === 'finding') this.#addFinding(item);
  }

  snapshot(): Snapshot {
    const keys = this.#header?.keys ?? {};
    return {
      ref: this.#header?.ref ?? '',
      date: this.#header?.date,
      target: this.#header?.target,
      status: keys['STATUS']?.trim(),
      notAlive: keys['NOT_ALIVE'] ?? '',
      notScanned: keys['NOT_SCANNED'] ?? '',
      score: this.#score,
      hosts: new Map(
        [...this.#hosts].map(([ip, { coverage, ...host }]) => [
          ip,
          { ...host, coverage: coverageFromFindings(coverage) },
        ]),
      ),
    };
  }

  /** One report has one header; where there are more, one that says that something is missing counts. */
  #addHeader(header: HeaderItem): void {
    const status = this.#header?.keys['STATUS']?.trim();
    if (status === undefined || status === 'FINISHED') this.#header = header;
  }

  #addFact(host: Draft, item: FindingItem): void {
    const protocol = listsPortsOf(item);
    if (protocol === undefined) {
      host.findings.push(compared(item));
      return;
    }
    host.listed.add(protocol);
    host.ports.push(...openPortsOf(item));
  }

  #hostOf(ip: string): Draft {
    const known = this.#hosts.get(ip);
    if (known !== undefined) return known;
    const draft: Draft = { findings: [], coverage: [], ports: [], listed: new Set() };
    this.#hosts.set(ip, draft);
    return draft;
  }

  #addFinding(item: FindingItem): void {
    const host = this.#hostOf(item.ip);
    this.#score += scoreOf(item);
    if (item.category === COVERAGE_CATEGORY && item.section === 'info') host.coverage.push(item);
    else this.#addFact(host, item);
  }
}
