import {
  coverageFromFindings,
  COVERAGE_CATEGORY,
  type DocumentItem,
  type FindingItem,
  type HeaderItem,
  type HostItem,
} from '@openguard/model';
import {
  asWritten,
  hostKeyOf,
  identityOf,
  namingOf,
  placeOf,
  type CheckIdOf,
  type SectionOf,
} from './identity.js';
import { listsPortsOf, openPortsOf, type OpenPort } from './open-ports.js';
import type { CheckNaming, ComparedFinding, KeyedRecord, ReportHead } from './report-record.js';
import { scoreOf } from './score.js';
import { isCalledFixed, TRACKED } from './tracked.js';

/** What of a report is taken for a comparison. */
export interface RecordOptions {
  /** Names the checks of findings; see {@link CheckIdOf}. Ids are taken as they stand by default. */
  readonly checkIdOf?: CheckIdOf;
  /** Says of what kind findings are; see {@link SectionOf}. Kinds are taken as they stand by default. */
  readonly sectionOf?: SectionOf;
  /**
   * Whether to keep diagnosis, consequence and solution, whether the connection was encrypted, and the results of
   * information, for those who show them.
   */
  readonly texts?: boolean;
}

interface Draft {
  readonly ip: string;
  readonly status: string | undefined;
  readonly coverage: FindingItem[];
  readonly ports: Map<string, OpenPort>;
  readonly listed: Set<string>;
  readonly reached: Set<string>;
  readonly calledFixed: string[];
}

const compared = (finding: FindingItem, texts: boolean): ComparedFinding => {
  const { section, ip, id, title, cve, category } = finding;
  const kept: { -readonly [Key in keyof ComparedFinding]: ComparedFinding[Key] } = {
    section,
    ip,
    id,
    title,
    cve,
    category,
  };
  if (finding.severity !== undefined) kept.severity = finding.severity;
  if (finding.port !== undefined) kept.port = finding.port;
  if (finding.unreadPort !== undefined) kept.unreadPort = finding.unreadPort;
  if (finding.protocol !== undefined) kept.protocol = finding.protocol;
  if (finding.fqdn !== undefined) kept.fqdn = finding.fqdn;
  if (finding.instance !== undefined) kept.instance = finding.instance;
  if (finding.status !== undefined) kept.status = finding.status;
  if (finding.lastFound !== undefined) kept.lastFound = finding.lastFound;
  if (finding.result !== undefined && (texts || section !== 'info')) kept.result = finding.result;
  if (!texts) return kept;
  if (finding.ssl !== undefined) kept.ssl = finding.ssl;
  if (finding.firstFound !== undefined) kept.firstFound = finding.firstFound;
  if (finding.diagnosis !== undefined) kept.diagnosis = finding.diagnosis;
  if (finding.consequence !== undefined) kept.consequence = finding.consequence;
  if (finding.solution !== undefined) kept.solution = finding.solution;
  return kept;
};

const isScanHost = (item: DocumentItem): item is HostItem => item.kind === 'host' && !('router' in item);

/**
 * Makes records of the items of one report, one by one, and hands them to `take` unsorted. What is known of a host
 * comes after its findings. It keeps no more than the host that is being read.
 */
export class RecordBuilder {
  readonly #take: (record: KeyedRecord) => void;
  readonly #checkIdOf: CheckIdOf;
  readonly #sectionOf: SectionOf;
  readonly #texts: boolean;
  #header: HeaderItem | undefined;
  #draft: Draft | undefined;
  #score = 0;
  #isTracked = false;
  readonly #naming = new Set<CheckNaming>();

  constructor(
    take: (record: KeyedRecord) => void,
    { checkIdOf = asWritten, sectionOf = ({ section }) => section, texts = false }: RecordOptions = {},
  ) {
    this.#take = take;
    this.#checkIdOf = checkIdOf;
    this.#sectionOf = sectionOf;
    this.#texts = texts;
  }

  add(item: DocumentItem): void {
    if (item.kind === 'header') this.#addHeader(item);
    else if (isScanHost(item)) this.#begin(item.ip, item.status);
    else if (item.kind === 'finding') this.#addFinding(item);
    else if (item.kind === 'end') this.#isTracked = item.tracked === true;
  }

  /** Hands over what is left, and tells what the report says of itself. To be called once, at its proven end. */
  end(): ReportHead {
    this.#handOver();
    const keys = this.#header?.keys ?? {};
    return {
      ref: this.#header?.ref ?? '',
      date: this.#header?.date,
      target: this.#header?.target,
      status: this.#isTracked ? TRACKED : keys['STATUS']?.trim(),
      ...(this.#naming.size === 0 ? {} : { naming: [...this.#naming] }),
      notAlive: keys['NOT_ALIVE'] ?? '',
      notScanned: keys['NOT_SCANNED'] ?? '',
      score: this.#score,
    };
  }

  /** One report has one header; where there are more, one that says that something is missing counts. */
  #addHeader(header: HeaderItem): void {
    const status = this.#header?.keys['STATUS']?.trim();
    if (status === undefined || status === 'FINISHED') this.#header = header;
  }

  #addFinding(told: FindingItem): void {
    const section = this.#sectionOf(told);
    const item = section === told.section ? told : { ...told, section };
    const host = this.#hostOf(item.ip);
    this.#score += scoreOf(item);
    if (item.category === COVERAGE_CATEGORY && item.section === 'info') {
      host.coverage.push(item);
      return;
    }
    this.#naming.add(namingOf(this.#checkIdOf(item)));
    const protocol = listsPortsOf(item);
    if (protocol !== undefined) {
      host.listed.add(protocol);
      for (const port of openPortsOf(item)) {
        host.ports.set(placeOf(port), port);
      }
      return;
    }
    const key = identityOf(item, this.#checkIdOf);
    if (isCalledFixed(item)) {
      host.calledFixed.push(key);
      return;
    }
    if (item.port !== undefined) host.reached.add(placeOf(item));
    this.#take({ key, record: { kind: 'finding', finding: compared(item, this.#texts) } });
  }

  #hostOf(ip: string): Draft {
    return this.#draft?.ip === ip ? this.#draft : this.#begin(ip, undefined);
  }

  /** Each time that a host stands in a report is looked at for itself, also where the same host stood before it. */
  #begin(ip: string, status: string | undefined): Draft {
    this.#handOver();
    this.#draft = {
      ip,
      status,
      coverage: [],
      ports: new Map(),
      listed: new Set(),
      reached: new Set(),
      calledFixed: [],
    };
    return this.#draft;
  }

  #handOver(): void {
    if (this.#draft === undefined) return;
    const { ip, status, coverage: findings, ports, listed, reached, calledFixed } = this.#draft;
    const coverage = coverageFromFindings(findings);
    this.#draft = undefined;
    const facts = {
      ip,
      ports: [...ports.values()],
      listed: [...listed],
      reached: [...reached],
      ...(status === undefined ? {} : { status }),
      ...(coverage === undefined ? {} : { coverage }),
      ...(calledFixed.length === 0 ? {} : { calledFixed }),
    };
    this.#take({ key: hostKeyOf(ip), record: { kind: 'host', facts } });
  }
}
