import { bannerOf, type ServiceFacts } from '../finding/banner.js';
import { greetingOf } from './greeting.js';
import type { Observation } from '../finding/finding-of.js';
import type { OpenPort } from '../finding/open-services.js';
import { mayConcern } from '../scripts/concern.js';
import { GREETING_SCRIPT } from '../scripts/script-table.js';
import type { Port, Service } from './document.js';

const UNKNOWN = 'unknown';

/** The name of a service that answered like one; `undefined` when only its port suggests it. */
export const recognisedName = (service: Service | undefined): string | undefined =>
  service?.method === 'probed' && service.name !== UNKNOWN ? service.name : undefined;

/** Whether a service speaks through TLS. */
export const isEncrypted = ({ service }: Port): boolean => service?.tunnel === 'ssl';

/** The row of a port in the list of open services. */
export const openPort = (port: Port): OpenPort => {
  const { number, service } = port;
  const recognised = recognisedName(service);
  if (recognised !== undefined) {
    return { port: number, detected: isEncrypted(port) ? `ssl/${recognised}` : recognised };
  }
  return service === undefined || service.name === UNKNOWN
    ? { port: number }
    : { port: number, usual: service.name };
};

/** TCP or UDP: whatever else nmap may name is not asked for. */
export const protocolOf = ({ protocol }: Port): 'tcp' | 'udp' => (protocol === 'udp' ? 'udp' : 'tcp');

const serviceFacts = (port: Port): ServiceFacts => {
  const { service } = port;
  const said = port.scripts.find(({ id }) => id === GREETING_SCRIPT)?.output;
  return {
    port: port.number,
    protocol: protocolOf(port),
    name: service?.name ?? UNKNOWN,
    ssl: isEncrypted(port),
    ...(service?.product === undefined ? {} : { product: service.product }),
    ...(service?.version === undefined ? {} : { version: service.version }),
    ...(service?.extra === undefined ? {} : { extra: service.extra }),
    ...(said === undefined ? {} : { greeting: greetingOf(said) }),
  };
};

/** What version detection alone shows of a port. */
export const PORT_CHECKS = ['scan_tcp', 'scan_smb', 'x11_open'] as const;

/** What is seen of a port without looking at scripts other than its greeting. */
export const portFacts = (port: Port): readonly Observation[] => {
  const { number, service } = port;
  const recognised = recognisedName(service)?.toLowerCase() ?? '';
  const openX11 = recognised === 'x11' && service?.extra === 'open';
  return [
    ...bannerOf(serviceFacts(port)),
    ...(openX11 ? [{ check: 'x11_open', port: number }] : []),
    ...(protocolOf(port) === 'tcp' &&
    mayConcern('smb', port) &&
    (number === 139 || number === 445 || recognised !== '')
      ? [{ check: 'scan_smb', port: number, result: service?.name ?? UNKNOWN }]
      : []),
  ];
};
