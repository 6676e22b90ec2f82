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
