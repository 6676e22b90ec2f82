import type { CoverageGap } from '@openguard/model';
import type { Host } from './document.js';

/** Why UDP ports are not asked. */
export const noUdp = (privileged: boolean): CoverageGap => ({
  subject: 'udp',
  reason: privileged
    ? 'The profile asks no UDP ports.'
    : 'It needs raw sockets: run the server as root, or give it the capability CAP_NET_RAW.',
});

const SILENT = 'open|filtered';

const numbersOf = (list: string): readonly number[] =>
  list.split(',').flatMap((item) => {
    const [first = '', last = first] = item.split('-');
    if (first === '') return [];
    return Array.from({ length: Number(last) - Number(first) + 1 }, (_, index) => Number(first) + index);
  });

/** The UDP ports of a host that said nothing at all: they may be open or filtered, and nobody can tell. */
export const silentUdpPorts = ({ ports }: Host): readonly number[] => {
  const listed = (ports?.ports ?? []).filter(({ protocol }) => protocol === 'udp');
  const silent = new Set(
    (ports?.extra ?? [])
      .filter(({ state }) => state === SILENT)
      .flatMap(({ reasons }) => reasons)
      .filter(({ protocol }) => protocol === 'udp')
      .flatMap(({ ports: list = '' }) => numbersOf(list)),
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
