import { assignedPort } from './assigned-port.js';
import type { Observation } from './finding-of.js';

/** An open port and what was recognised on it. */
export interface OpenPort {
  readonly port: number;
  /** Name of the service that answered; absent when it was not recognised. */
  readonly detected?: string;
  /** Name for a port that has no entry in the table of assigned ports. */
  readonly usual?: string;
}

const HEADING = ['Port', 'IANA Assigned Ports/Services', 'Description', 'Service Detected'];

const cell = (text: string): string => text.replace(/\s+/g, ' ').trim() || '-';

/**
 * `scan_tcp`: the table of open ports in ascending order. Columns are separated by tabs: API v2.01 says
 * spaces, but its own descriptions hold spaces. Nothing when no port is open.
 */
export const openServices = (ports: readonly OpenPort[]): readonly Observation[] => {
  if (ports.length === 0) return [];
  const rows = [...ports]
    .sort((a, b) => a.port - b.port)
    .map(({ port, detected, usual }) => {
      const assigned = assignedPort(port);
      return [
        `${port}`,
        assigned?.name ?? usual ?? 'unknown',
        assigned?.description ?? '-',
        detected ?? 'unknown',
      ].map(cell);
    });
  const result = [HEADING, ...rows].map((row) => row.join('\t')).join('\n');
  return [{ check: 'scan_tcp', result, table: true }];
};
