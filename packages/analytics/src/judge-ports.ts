import type { Evidence } from './evidence.js';
import type { KnownHost } from './known-host.js';
import { REASON_OF_SAME, verdictOfAbsent, verdictOfNew } from './reason.js';
import type { ReportSide } from './report-side.js';
import type { HostPort, JudgedPort } from './verdict.js';

const portOf = (host: KnownHost | undefined, place: string): HostPort | undefined => {
  const port = host?.ports.get(place);
  return host === undefined || port === undefined ? undefined : { ip: host.ip, ...port };
};

const judgeBoth = (before: HostPort, port: HostPort): JudgedPort =>
  before.service === port.service
    ? { verdict: 'same', port, before, reason: REASON_OF_SAME }
    : { verdict: 'changed', port, before, reason: `service ${before.service} → ${port.service}` };

const evidenceOf = ({ silence, host }: ReportSide, { ip, protocol, port }: HostPort): Evidence =>
  silence.ofPort(host, ip, protocol, port);

/** Judges the ports of the host that two reports are at: `fixed` is one that is no longer open. */
export function* judgePorts(older: ReportSide, newer: ReportSide): Generator<JudgedPort, void, undefined> {
  const places = new Set([...(older.host?.ports.keys() ?? []), ...(newer.host?.ports.keys() ?? [])]);
  for (const place of places) {
    const [before, after] = [portOf(older.host, place), portOf(newer.host, place)];
    if (before !== undefined && after !== undefined) yield judgeBoth(before, after);
    else if (before !== undefined) yield { port: before, ...verdictOfAbsent(evidenceOf(newer, before)) };
    else if (after !== undefined) yield { port: after, ...verdictOfNew(evidenceOf(older, after)) };
  }
}
