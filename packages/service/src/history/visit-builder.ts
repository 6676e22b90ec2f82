import {
  countingStatus,
  hasAnswered,
  RecordBuilder,
  TRACKED,
  type ComparedFinding,
  type HostFacts,
} from '@openguard/analytics';
import { OpenGuardError } from '@openguard/errors';
import { sectionOf, textIdOf } from '@openguard/knowledgebase';
import {
  parseReportDate,
  systemIn,
  type DocumentItem,
  type HostItem,
  type TakenReport,
  type Tested,
} from '@openguard/model';
import type { HostVisit, SeenFinding, SeenPorts } from '@openguard/storage';
import { parseAddress, type Address } from '@openguard/targets';

const addressOf = (ip: string): Address => {
  const address = parseAddress(ip.trim());
  if (address._tag === 'Right') return address.right;
  throw new OpenGuardError(
    'OG_DOCUMENT_INVALID',
    `the report cannot be taken in: ${JSON.stringify(ip.slice(0, 60))} is no IPv4 address`,
  );
};

/** Of a weakness that a report holds twice in one place, the worse counts. */
const isWorse = (a: SeenFinding, b: SeenFinding): boolean => {
  const confirmed = Number(a.section !== 'practice') - Number(b.section !== 'practice');
  return confirmed === 0 ? a.severity > b.severity : confirmed > 0;
};

/** The check that tells the operating system of a host. */
const OS_CHECK = 'os';

/** What a scan report says of the system in no other place. */
const osIn = (seen: readonly SeenFinding[]): string | undefined =>
  systemIn(seen.find(({ id }) => id === OS_CHECK)?.facts.result ?? '');

/** The checks that list open ports. */
const PORT_CHECKS = { tcp: 'scan_tcp', udp: 'scan_udp' } as const;

/**
 * The open ports of the protocols that were looked at. A report that lists none says that there are none only if it
 * looked, and nothing went wrong.
 */
const openOf = ({ ports, listed, coverage, status }: HostFacts): SeenPorts => {
  const isWhole = hasAnswered(status) && coverage?.gaps.length === 0;
  const isTold = (protocol: 'tcp' | 'udp'): boolean =>
    listed.includes(protocol) || (isWhole && coverage.checks.includes(PORT_CHECKS[protocol]));
  const of = (wanted: string) => ports.filter(({ protocol }) => protocol === wanted);
  return { ...(isTold('tcp') ? { tcp: of('tcp') } : {}), ...(isTold('udp') ? { udp: of('udp') } : {}) };
};

/** What identity takes a protocol for: tcp where the document does not say. */
const protocolOf = (protocol: string | undefined): string => {
  const text = protocol?.trim().toLowerCase() ?? '';
  return text === '' ? 'tcp' : text;
};

/**
 * When a service says that a finding was found. What it found after it began to answer, or does not date, counts for the
 * time of its answer.
 */
const sightingsOf = ({ firstFound, lastFound }: ComparedFinding, at: number): readonly number[] => {
  const [first, told] = [parseReportDate(firstFound ?? ''), parseReportDate(lastFound ?? '')];
  if (first === undefined && told === undefined) return [];
  const last = Math.min(told ?? at, at);
  return first === undefined || first >= last ? [last] : [first, last];
};

/** What a report says of itself that it takes to judge what it holds, and what it does not. */
type Head = Pick<TakenReport, 'status' | 'naming' | 'at'>;

const seenOf = (key: string, finding: ComparedFinding, { at, status }: Head): SeenFinding => {
  const sightings = status === TRACKED ? sightingsOf(finding, at) : [];
  const { section, severity = 0, port, protocol, title, cve, category } = finding;
  const { fqdn, ssl, result } = finding;
  return {
    ...{ key, id: textIdOf(finding).trim(), section, severity },
    ...(port === undefined ? {} : { port, protocol: protocolOf(protocol) }),
    ...(sightings.length === 0 ? {} : { sightings }),
    facts: {
      ...{ title, cve, category },
      ...(fqdn === undefined ? {} : { fqdn }),
      ...(ssl === undefined ? {} : { ssl }),
      ...(result === undefined ? {} : { result }),
    },
  };
};

const testedOf = (facts: HostFacts, { status, naming }: Head): Tested => {
  const { coverage, ports, listed, reached } = facts;
  const places = [...reached, ...ports.map(({ protocol, port }) => `${protocol}/${port}`)];
  return {
    listed,
    reached: coverage === undefined ? [...new Set(places)].sort() : [],
    ...(status === undefined ? {} : { status }),
    ...(facts.status === undefined ? {} : { host: facts.status }),
    ...(coverage === undefined ? {} : { coverage }),
    ...(naming === undefined || coverage !== undefined ? {} : { naming }),
  };
};

/** Makes visits of the items of a report, and hands each to `take` when its host is over. */
export class VisitBuilder {
  readonly #records: RecordBuilder;
  #host: HostItem | undefined;
  #seen = new Map<string, SeenFinding>();

  constructor(head: Head, take: (visit: HostVisit) => void) {
    this.#records = new RecordBuilder(
      ({ key, record }) => {
        if (record.kind === 'finding') this.#addFinding(seenOf(key, record.finding, head));
        else take(this.#visit(record.facts, head));
      },
      { checkIdOf: textIdOf, sectionOf, texts: true },
    );
  }

  add(item: DocumentItem): void {
    this.#records.add(item);
    if (item.kind === 'host' && !('router' in item)) this.#host = item;
  }

  /** Hands over the last host. */
  end(): void {
    this.#records.end();
  }

  #addFinding(finding: SeenFinding): void {
    const same = this.#seen.get(finding.key);
    if (same === undefined || isWorse(finding, same)) this.#seen.set(finding.key, finding);
  }

  #visit(facts: HostFacts, head: Head): HostVisit {
    const host = this.#host?.ip === facts.ip ? this.#host : undefined;
    const seen = [...this.#seen.values()];
    const os = host?.os ?? osIn(seen);
    this.#seen = new Map();
    return {
      ...{ address: addressOf(facts.ip), tested: testedOf(facts, head), seen },
      ...(host?.name === undefined ? {} : { name: host.name }),
      ...(os === undefined ? {} : { os }),
      ...(facts.coverage?.checks.includes(OS_CHECK) === true ? { osTested: true } : {}),
      open: openOf(facts),
    };
  }
}

const joined = (...lists: readonly string[]): string => lists.filter((list) => list !== '').join(',');

const bothTested = (a: Tested, b: Tested): Tested => {
  const [one, other] = [a.coverage, b.coverage];
  const coverage =
    one === undefined || other === undefined
      ? (one ?? other)
      : {
          tcp: joined(one.tcp, other.tcp),
          udp: joined(one.udp, other.udp),
          // Which of the parts looked on which ports is lost: what only one of them looked for counts as not tested.
          checks: one.checks.filter((check) => other.checks.includes(check)),
          // A gap of either takes precedence: what is in doubt was not tested.
          gaps: [...one.gaps, ...other.gaps],
        };
  const host = countingStatus([a.host, b.host]);
  return {
    ...a,
    ...(host === undefined ? {} : { host }),
    listed: [...new Set([...a.listed, ...b.listed])],
    reached: [...new Set([...a.reached, ...b.reached])].sort(),
    ...(coverage === undefined ? {} : { coverage }),
  };
};

const bothOpen = (a: SeenPorts = {}, b: SeenPorts = {}): SeenPorts => ({
  ...a,
  ...b,
  ...(a.tcp === undefined || b.tcp === undefined ? {} : { tcp: [...a.tcp, ...b.tcp] }),
  ...(a.udp === undefined || b.udp === undefined ? {} : { udp: [...a.udp, ...b.udp] }),
});

/** One visit of a host that stands in a report twice. */
export const joinVisits = (a: HostVisit, b: HostVisit): HostVisit => {
  const seen = new Map(a.seen.map((each) => [each.key, each]));
  for (const each of b.seen) {
    const same = seen.get(each.key);
    if (same === undefined || isWorse(each, same)) seen.set(each.key, each);
  }
  return {
    ...b,
    ...a,
    tested: bothTested(a.tested, b.tested),
    seen: [...seen.values()],
    open: bothOpen(a.open, b.open),
  };
};
