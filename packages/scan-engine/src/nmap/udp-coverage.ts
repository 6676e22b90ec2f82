import { portsIn, type CoverageGap } from '@openguard/model';
import type { Host } from './document.js';
import { SMALL_UDP } from './service-facts.js';

/** Why UDP ports are not asked. */
export const noUdp = (privileged: boolean): CoverageGap => ({
  subject: 'udp',
  reason: privileged
    ? 'The profile asks no UDP ports.'
    : 'It needs raw sockets: run the server as root, or give it the capability CAP_NET_RAW.',
});

const SILENT = 'open|filtered';

/** The UDP ports of a host that said nothing at all: they may be open or filtered, and nobody can tell. */
export const silentUdpPorts = ({ ports }: Host): readonly number[] => {
  const listed = (ports?.ports ?? []).filter(({ protocol }) => protocol === 'udp');
  const silent = new Set(
    (ports?.extra ?? [])
      .filter(({ state }) => state === SILENT)
      .flatMap(({ reasons }) => reasons)
      .filter(({ protocol }) => protocol === 'udp')
      .flatMap(({ ports: list = '' }) => [...portsIn(list)]),
  );
  for (const { number, state } of listed) {
    if (state.state === SILENT) silent.add(number);
    else silent.delete(number);
  }
  return [...silent];
};

/** A gap for every UDP port that said nothing. */
export const silentUdp = (host: Host): readonly CoverageGap[] =>
  [...silentUdpPorts(host)]
    .sort((a, b) => a - b)
    .map((port) => ({
      subject: `udp/${port}`,
      reason: 'The port did not answer: it is filtered, or a service on it ignores what it was asked.',
    }));

/** Why the list of small services may lack one, if it may: it is a finding of the host, and of no port. */
export const silentSmallServices = (host: Host): readonly CoverageGap[] => {
  const silent = silentUdpPorts(host).filter((port) => SMALL_UDP.has(port));
  return silent.length === 0
    ? []
    : [
        {
          subject: 'udp_small_services',
          reason: `Ports of such services did not answer: ${silent.sort((a, b) => a - b).join(', ')}.`,
        },
      ];
};
