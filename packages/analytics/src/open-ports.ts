import type { Finding } from '@openguard/model';

/** An open port as a report lists it. */
export interface OpenPort {
  readonly protocol: 'tcp' | 'udp';
  readonly port: number;
  /** The service that was detected, or the name that the number is assigned to. */
  readonly service: string;
}

// The seeds' names of the two lists, and their numbers in later documents.
const LISTS = new Map<string, OpenPort['protocol']>([
  ['scan_tcp', 'tcp'],
  ['82023', 'tcp'],
  ['scan_udp', 'udp'],
  ['82004', 'udp'],
]);

/** The protocol of which a finding lists the open ports; `undefined` for any other finding. */
export const listsPortsOf = (finding: Pick<Finding, 'section' | 'id'>): OpenPort['protocol'] | undefined =>
  finding.section === 'service' ? LISTS.get(finding.id) : undefined;

const HIGHEST_PORT = 65_535;

/** Rows have tabs between columns; the samples of 2001 have single blanks, where only the port is certain. */
const parseRow = (line: string, protocol: OpenPort['protocol']): readonly OpenPort[] => {
  const cells = line.includes('\t') ? line.split('\t') : line.trim().split(' ');
  const [port = '', name = ''] = cells;
  if (!/^[0-9]{1,5}$/.test(port.trim()) || Number(port) > HIGHEST_PORT) return [];
  const detected =
    protocol === 'tcp' && cells.length > 3 ? cells.at(line.includes('\t') ? 3 : -1) : undefined;
  return [{ protocol, port: Number(port), service: detected ?? name }];
};

/** The open ports in a finding's RESULT; none when it is no list of ports. */
export const openPortsOf = (finding: Finding): readonly OpenPort[] => {
  const protocol = listsPortsOf(finding);
  if (protocol === undefined) return [];
  return (finding.result ?? '').split('\n').flatMap((line) => parseRow(line, protocol));
};
