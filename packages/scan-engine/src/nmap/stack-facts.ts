import type { Host } from './document.js';
import type { Circumstances, HostFacts } from './host-facts.js';
import { fingerprints } from './nmap-arguments.js';

/** What is known of answers to ICMP timestamp requests; `timestamp` is absent when nobody was asked. */
interface Timestamp extends Circumstances {
  readonly timestamp?: boolean;
}

const unasked = (subject: string, reason: string): HostFacts => ({
  seen: [],
  checks: [],
  gaps: [{ subject, reason }],
});

const reasonOf = ({ privileged }: Circumstances): string =>
  privileged
    ? 'The address is loopback, where packets do not show what a network sees of the host.'
    : 'It needs raw sockets: run the server as root, or give it the capability CAP_NET_RAW.';

/** `icmp_time`: whether the host tells its clock to anyone who asks by ICMP. */
export const timestampFacts = (asked: Timestamp): HostFacts =>
  asked.timestamp === undefined
    ? unasked('icmp_time', reasonOf(asked))
    : {
        seen: asked.timestamp
          ? [{ check: 'icmp_time', result: 'The host answered an ICMP timestamp request.' }]
          : [],
        checks: ['icmp_time'],
        gaps: [],
      };

/** `ip_id_pred`: whether the identifiers of IP packets count up for all who receive them. */
export const identifierFacts = (host: Host, asked: Circumstances): HostFacts => {
  if (host.ipIds === undefined) {
    return unasked(
      'ip_id_pred',
      fingerprints(asked) ? 'The host sent too few packets to compare their identifiers.' : reasonOf(asked),
    );
  }
  const { kind } = host.ipIds;
  return {
    seen: /incremental$/i.test(kind) ? [{ check: 'ip_id_pred', result: `Sequence: ${kind}` }] : [],
    checks: ['ip_id_pred'],
    gaps: [],
  };
};

const NAMES: ReadonlyMap<number, string> = new Map([
  [1, 'icmp'],
  [2, 'igmp'],
  [4, 'ipencap'],
  [6, 'tcp'],
  [17, 'udp'],
  [41, 'ipv6'],
  [46, 'rsvp'],
  [47, 'gre'],
  [50, 'esp'],
  [51, 'ah'],
  [58, 'ipv6-icmp'],
  [88, 'eigrp'],
  [89, 'ospf'],
  [94, 'ipip'],
  [103, 'pim'],
  [112, 'vrrp'],
  [115, 'l2tp'],
  [132, 'sctp'],
]);

/** `proto_disco`: the protocols that answered, with the two columns of the sample of API v2.01. */
export const protocolFacts = (
  asked: Circumstances & { readonly protocols?: Host | undefined },
): HostFacts => {
  if (asked.protocols === undefined) {
    return unasked(
      'proto_disco',
      asked.privileged && !asked.loopback
        ? 'The profile asks for no protocols but TCP, UDP and ICMP.'
        : reasonOf(asked),
    );
  }
  const rows = (asked.protocols.ports?.ports ?? [])
    .filter(({ protocol, state }) => protocol === 'ip' && state.state === 'open')
    .sort((a, b) => a.number - b.number)
    .map(({ number }) => `${number}\t${NAMES.get(number) ?? 'unknown'}`);
  return {
    seen: rows.length === 0 ? [] : [{ check: 'proto_disco', result: rows.join('\n'), table: true }],
    checks: ['proto_disco'],
    gaps: [],
  };
};
