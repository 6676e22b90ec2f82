import type { Observation } from '../finding/finding-of.js';
import type { Host, Port } from './document.js';
import { openPortsOf } from './host-facts.js';
import { isEncrypted, protocolOf, recognisedName } from './port-facts.js';

interface Sign {
  readonly check: string;
  readonly protocol: 'tcp' | 'udp';
  /** Names under which version detection reports such a service. */
  readonly names: readonly string[];
}

/** Services that are a finding wherever they answer without encryption. */
const SIGNS: readonly Sign[] = [
  { check: 'telnet_cleartext', protocol: 'tcp', names: ['telnet'] },
  {
    check: 'rservices_cleartext',
    protocol: 'tcp',
    names: ['login', 'shell', 'exec', 'rlogin', 'rsh', 'rexec'],
  },
  { check: 'tcp_small_services', protocol: 'tcp', names: ['echo', 'daytime', 'qotd', 'chargen', 'time'] },
  { check: 'tftp_open', protocol: 'udp', names: ['tftp'] },
];

/** Small services of UDP, by their ports. */
export const SMALL_UDP: ReadonlyMap<number, string> = new Map([
  [7, 'echo'],
  [9, 'discard'],
  [13, 'daytime'],
  [17, 'qotd'],
  [19, 'chargen'],
  [37, 'time'],
]);

const signsOf = (port: Port): readonly Observation[] => {
  const name = recognisedName(port.service)?.toLowerCase() ?? '';
  const protocol = protocolOf(port);
  if (isEncrypted(port)) return [];
  return SIGNS.filter((sign) => sign.protocol === protocol && sign.names.includes(name)).map(({ check }) => ({
    check,
    port: port.number,
    protocol,
    result: port.service?.product ?? name,
  }));
};

/** `udp_small_services`: the ports in one list, as in the sample of API v2.01. */
const smallServices = (open: readonly Port[]): readonly Observation[] => {
  const lines = open
    .filter((port) => protocolOf(port) === 'udp' && SMALL_UDP.has(port.number))
    .map(({ number }) => ({ number, line: `${number} ${SMALL_UDP.get(number) ?? ''}` }))
    .sort((a, b) => a.number - b.number)
    .map(({ line }) => line);
  return lines.length === 0
    ? []
    : [{ check: 'udp_small_services', result: ['Port list:', ...lines].join('\n') }];
};

const isRpc = ({ service }: Port): boolean => service?.protocol === 'rpc';

const rpcLine = (port: Port): string =>
  [
    `${port.number}/${port.protocol}`,
    port.service?.name ?? 'unknown',
    port.service?.version ?? port.service?.extra ?? '',
  ]
    .join('\t')
    .trim();

/**
 * `scan_rpc`: RPC programs that answer on their ports. `scan_hidden_rpc`: the same where no port mapper answers that
 * could have listed them.
 */
const rpcServices = (open: readonly Port[]): readonly Observation[] => {
  const programs = open.filter(isRpc);
  const mapped = programs.some(
    ({ service }) => service?.name === 'rpcbind' || service?.name === 'portmapper',
  );
  if (programs.length === 0) return [];
  const result = ['Port\tProgram\tVersion', ...programs.map(rpcLine)].join('\n');
  return [{ check: mapped ? 'scan_rpc' : 'scan_hidden_rpc', result, table: true }];
};

/** What version detection alone shows of the services of a host. */
export const SERVICE_SIGNS = [
  'telnet_cleartext',
  'rservices_cleartext',
  'tcp_small_services',
  'scan_rpc',
  'scan_hidden_rpc',
] as const;

/** What needs UDP ports to be asked. */
export const UDP_SIGNS = ['scan_udp', 'udp_small_services', 'tftp_open'] as const;

/** Findings about the services of a host, by the names that version detection gives them. */
export const serviceFacts = (host: Host): readonly Observation[] => {
  const open = openPortsOf(host);
  return [...open.flatMap(signsOf), ...smallServices(open), ...rpcServices(open)];
};
