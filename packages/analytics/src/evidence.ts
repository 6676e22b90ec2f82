import { contains, parseAddress, parseTargetList } from '@openguard/targets';
import { hasAnswered } from './host-status.js';
import { asWritten, identityOf, namingOf, placeOf, protocolOf, type CheckIdOf } from './identity.js';
import type { Covered, KnownHost } from './known-host.js';
import type { ComparedFinding, ReportHead } from './report-record.js';
import { TRACKED } from './tracked.js';

/**
 * What the absence of something from a report rests on: `proven` by the report's own coverage, `inferred` from
 * a complete report that carries none, or not at all: then `untested` says why.
 */
export type Evidence =
  | { readonly kind: 'proven' }
  | { readonly kind: 'inferred' }
  | { readonly kind: 'untested'; readonly reason: string };

const PROVEN: Evidence = { kind: 'proven' };
const INFERRED: Evidence = { kind: 'inferred' };

const untested = (reason: string): Evidence => ({ kind: 'untested', reason: reason.replace(/\.$/, '') });

const NO_SCAN = untested('the document tells what its service knows by now, and not what was looked for');
const CALLED_FIXED = untested(
  'its service calls it Fixed, and the document does not say what was looked for',
);

/** Whether a target list holds an address, as a question that is asked often; one that cannot be read holds none. */
const holding = (list: string): ((ip: string) => boolean) => {
  if (list === '') return () => false;
  const parsed = parseTargetList(list);
  if (parsed._tag === 'Left') return () => false;
  const { addresses } = parsed.right;
  return (ip) => {
    const address = parseAddress(ip.trim());
    return address._tag === 'Right' && contains(addresses, address.right);
  };
};

/** Whether a target list holds an address; one that cannot be read holds none. */
export const listHolds = (list: string, ip: string): boolean => holding(list)(ip);

// Findings by version share one check, whichever vulnerability they name.
const coveredId = (id: string): string => id.replace(/^known_vulnerability:.*/, 'known_vulnerability');

/** What one coverage says of a place such as `tcp/21`; proven when it was tested. */
const portEvidence = ({ gaps, portGaps, ports }: Covered, protocol: string, port: number): Evidence => {
  const holds = (ranges: readonly (readonly [number, number])[]): boolean =>
    ranges.some(([first, last]) => first <= port && port <= last);
  const gap =
    gaps.get('host')?.[0] ??
    gaps.get(`${protocol}/${port}`)?.[0] ??
    gaps.get(protocol)?.[0] ??
    portGaps.find((each) => each.protocol === protocol && holds(each.ports));
  if (gap !== undefined) return untested(gap.reason);
  return holds(ports.get(protocol) ?? []) ? PROVEN : untested(`${protocol} port ${port} was not tested`);
};

const findingEvidence = (covered: Covered, finding: ComparedFinding, check: string): Evidence => {
  if (finding.port !== undefined) {
    const reached = portEvidence(covered, protocolOf(finding), finding.port);
    if (reached.kind !== 'proven') return reached;
  }
  const at = finding.port === undefined ? undefined : placeOf(finding);
  const gap =
    covered.gaps.get('host')?.[0] ??
    covered.gaps.get(check)?.find(({ port }) => port === undefined || at === undefined || port === at);
  if (gap !== undefined) return untested(gap.reason);
  return covered.checks.has(check) ? PROVEN : untested(`the check ${check} did not run`);
};

/** A host that stands in a report twice was tested if it was once. */
const best = (all: readonly Covered[], evidenceOf: (covered: Covered) => Evidence): Evidence => {
  const evidence = all.map(evidenceOf);
  return evidence.find(({ kind }) => kind === 'proven') ?? evidence[0] ?? untested('nothing was tested');
};

const unanswered = (status = ''): Evidence =>
  untested(
    status.trim().toLowerCase() === 'down' ? 'the host was down' : `the report says ${status} of the host`,
  );

/** What a report gives as evidence by not holding something. */
export class Silence {
  readonly #head: Pick<ReportHead, 'status' | 'naming'>;
  readonly #checkIdOf: CheckIdOf;
  readonly #wasNotScanned: (ip: string) => boolean;
  readonly #wasNotAlive: (ip: string) => boolean;

  constructor(
    head: Pick<ReportHead, 'status' | 'notAlive' | 'notScanned' | 'naming'>,
    checkIdOf: CheckIdOf = asWritten,
  ) {
    this.#head = head;
    this.#checkIdOf = checkIdOf;
    this.#wasNotScanned = holding(head.notScanned);
    this.#wasNotAlive = holding(head.notAlive);
  }

  /** What it rests on that a finding is not there; `host` is what the report says of its host. */
  ofFinding(host: KnownHost | undefined, finding: ComparedFinding): Evidence {
    if (host === undefined) return this.#ofHost(finding.ip);
    if (this.#head.status === TRACKED)
      return host.calledFixed.has(identityOf(finding, this.#checkIdOf)) ? CALLED_FIXED : NO_SCAN;
    if (finding.unreadPort !== undefined)
      return untested(`nobody can tell where it is: ${JSON.stringify(finding.unreadPort)} is no port`);
    const check = coveredId(this.#checkIdOf(finding).trim());
    if (!hasAnswered(host.status)) return unanswered(host.status);
    if (host.covered.length > 0)
      return best(host.covered, (covered) => findingEvidence(covered, finding, check));
    const { naming } = this.#head;
    if (naming !== undefined && !naming.includes(namingOf(check)))
      return untested(
        `the report names checks by ${naming.join(' and ')}, and no table tells which of them ${check} is`,
      );
    const whole = this.#ofWhole();
    const place = placeOf(finding);
    return whole.kind === 'untested' || place === '' || host.ports.has(place) || host.reached.has(place)
      ? whole
      : untested(
          `the report does not list ${protocolOf(finding)} port ${finding.port}: it is closed, or was not reached`,
        );
  }

  /** What it rests on that a port is not there. */
  ofPort(host: KnownHost | undefined, ip: string, protocol: string, port: number): Evidence {
    if (host === undefined) return this.#ofHost(ip);
    if (this.#head.status === TRACKED) return NO_SCAN;
    if (!hasAnswered(host.status)) return unanswered(host.status);
    if (host.covered.length > 0)
      return best(host.covered, (covered) => portEvidence(covered, protocol, port));
    const whole = this.#ofWhole();
    return whole.kind === 'untested' || host.listed.has(protocol)
      ? whole
      : untested(`the report lists no ${protocol} ports`);
  }

  #ofHost(ip: string): Evidence {
    if (this.#wasNotScanned(ip)) return untested('the host was not scanned');
    if (this.#wasNotAlive(ip)) return untested('the host did not answer');
    return untested('the host is not in the report');
  }

  /** A report without coverage tells something by saying nothing only if it is whole. */
  #ofWhole(): Evidence {
    const { status } = this.#head;
    return status === undefined || status === 'FINISHED' ? INFERRED : untested(`the report says ${status}`);
  }
}
