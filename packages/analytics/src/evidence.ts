import { includesPort } from '@openguard/model';
import { contains, parseAddress, parseTargetList } from '@openguard/targets';
import type { ComparedFinding, HostSnapshot, Snapshot } from './snapshot.js';

/**
 * What the absence of something from a report rests on: `proven` by the report's own coverage, `inferred` from
 * a complete report that carries none, or not at all: then `untested` says why.
 */
export type Evidence =
  | { readonly kind: 'proven' }
  | { readonly kind: 'inferred' }
  | { readonly kind: 'untested'; readonly reason: string };

const PROVEN: Evidence = { kind: 'proven' };

const untested = (reason: string): Evidence => ({ kind: 'untested', reason });

/** Whether a target list holds an address; one that cannot be read holds none. */
export const listHolds = (list: string, ip: string): boolean => {
  const parsed = parseTargetList(list);
  const address = parseAddress(ip);
  return (
    parsed._tag === 'Right' && address._tag === 'Right' && contains(parsed.right.addresses, address.right)
  );
};

const absentHost = (report: Snapshot, ip: string): Evidence => {
  if (listHolds(report.notScanned, ip)) return untested('the host was not scanned');
  if (listHolds(report.notAlive, ip)) return untested('the host did not answer');
  return untested('the host is not in the report');
};

/** What a report without coverage tells by saying nothing: something only if it says that it is finished. */
const silence = (report: Snapshot): Evidence =>
  report.status === undefined || report.status === 'FINISHED'
    ? { kind: 'inferred' }
    : untested(`the report says ${report.status}`);

const portEvidence = (report: Snapshot, host: HostSnapshot, protocol: string, port: number): Evidence => {
  const { coverage } = host;
  if (coverage === undefined) {
    return host.listed.has(protocol) ? silence(report) : untested(`the report lists no ${protocol} ports`);
  }
  const whole = coverage.gaps.find(({ subject }) => subject === 'host');
  if (whole !== undefined) return untested(whole.reason);
  const gap = coverage.gaps.find(({ subject }) => subject === `${protocol}/${port}` || subject === protocol);
  if (gap !== undefined) return untested(gap.reason);
  return includesPort(protocol === 'udp' ? coverage.udp : coverage.tcp, port)
    ? PROVEN
    : untested(`${protocol} port ${port} was not tested`);
};

/** What it rests on that a port is not in a report. */
export const evidenceOfPort = (report: Snapshot, ip: string, protocol: string, port: number): Evidence => {
  const host = report.hosts.get(ip);
  return host === undefined ? absentHost(report, ip) : portEvidence(report, host, protocol, port);
};

// Findings by version share one check, whichever vulnerability they name.
const checkOf = (id: string): string => id.replace(/^known_vulnerability:.*/, 'known_vulnerability');

/** What it rests on that a finding is not in a report. */
export const evidenceOfFinding = (report: Snapshot, finding: ComparedFinding): Evidence => {
  const host = report.hosts.get(finding.ip);
  if (host === undefined) return absentHost(report, finding.ip);
  const { coverage } = host;
  if (coverage === undefined) return silence(report);
  const protocol = finding.protocol ?? 'tcp';
  const reached = finding.port === undefined ? PROVEN : portEvidence(report, host, protocol, finding.port);
  if (reached.kind !== 'proven') return reached;
  const at = finding.port === undefined ? undefined : `${protocol}/${finding.port}`;
  const gap = coverage.gaps.find(
    ({ subject, port }) =>
      subject === 'host' || (subject === checkOf(finding.id) && (port === undefined || port === at)),
  );
  if (gap !== undefined) return untested(gap.reason);
  return coverage.checks.includes(checkOf(finding.id))
    ? PROVEN
    : untested(`the check ${finding.id} did not run`);
};
