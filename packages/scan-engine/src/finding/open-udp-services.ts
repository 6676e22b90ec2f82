import { assignedUdpPort } from './assigned-udp-port.js';
import type { Observation } from './finding-of.js';
import type { OpenPort } from './open-services.js';

const HEADING = 'Port\tName\tDescription';

/**
 * `scan_udp`: the table of UDP ports that answered, in ascending order, with the three columns of the sample of
 * API v2.01. A port that says nothing is not in it: it may be open or filtered.
 */
export const openUdpServices = (ports: readonly OpenPort[]): readonly Observation[] => {
  if (ports.length === 0) return [];
  const rows = [...ports]
    .sort((a, b) => a.port - b.port)
    .map(({ port, detected, usual }) => {
      const assigned = assignedUdpPort(port);
      return [`${port}`, detected ?? assigned?.name ?? usual ?? 'unknown', assigned?.description ?? '-'].join(
        '\t',
      );
    });
  return [{ check: 'scan_udp', result: [HEADING, ...rows].join('\n'), table: true }];
};
