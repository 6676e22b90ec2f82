import { parseReportDate } from '@openguard/model';
import { printable } from './printable.js';
import type { ReportedFields, ReportHeader } from './report.js';

type Place = Pick<ReportedFields, 'ip' | 'port' | 'unreadPort' | 'protocol' | 'fqdn'>;

/** Where a finding is: address, port and protocol, and the virtual host. Printable. */
export const placeOf = ({ ip, port, unreadPort, protocol, fqdn }: Place): string => {
  const number = port ?? (unreadPort === undefined ? undefined : `?${printable(unreadPort)}`);
  const at = number === undefined ? '' : `:${number}/${printable(protocol ?? 'tcp').toLowerCase()}`;
  const name = fqdn === undefined || fqdn.trim() === '' ? '' : ` (${printable(fqdn)})`;
  return `${printable(ip)}${at}${name}`;
};

/**
 * A port in a cell, with the protocol where that is not TCP: `-` for a finding of the whole host, `?` where nobody can
 * tell.
 */
export const portCell = ({
  port,
  unreadPort,
  protocol = '',
}: {
  port?: number | undefined;
  unreadPort?: string | undefined;
  protocol?: string | undefined;
}): string => {
  if (port === undefined) return unreadPort === undefined ? '-' : '?';
  const spoken = protocol.trim().toLowerCase();
  return spoken === '' || spoken === 'tcp' ? String(port) : `${port}/${spoken}`;
};

/** A host in a cell, with the name of the virtual host that a finding is of. */
export const hostCell = ({ ip, fqdn = '' }: { ip: string; fqdn?: string | undefined }): string =>
  fqdn.trim() === '' ? ip : `${ip} (${fqdn.trim()})`;

/** Where a finding is, as short as it can be said: the protocol where that is not TCP. Printable. */
export const shortPlaceOf = ({ ip, port, unreadPort, protocol, fqdn = '' }: Place): string => {
  const unread = unreadPort === undefined ? '' : `:?${unreadPort}`;
  const at = port === undefined ? unread : `:${portCell({ port, protocol })}`;
  return printable(hostCell({ ip: `${ip}${at}`, fqdn }));
};

/** What kind of finding it is, in words. */
export const SECTION_NAMES: Readonly<Record<ReportedFields['section'], string>> = {
  vuln: 'vulnerability',
  practice: 'potential vulnerability',
  service: 'service',
  info: 'information',
};

/** When a report was made, in UTC, for people; as the report says it where that is no date. Printable. */
export const dateOf = ({ date }: ReportHeader): string | undefined => {
  if (date === undefined || date.trim() === '') return undefined;
  const parsed = parseReportDate(date);
  return parsed === undefined
    ? printable(date)
    : `${new Date(parsed).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
};

/**
 * What keeps a report from being whole, in sentences: that it says so itself, and the addresses that it leaves out.
 * Printable.
 */
export const shortcomingsOf = ({ keys }: ReportHeader): readonly string[] => {
  const status = keys['STATUS']?.trim();
  const told = (key: string): string => printable(keys[key] ?? '');
  return [
    ...(status === undefined || status === 'FINISHED' || status === 'NOHOSTALIVE'
      ? []
      : [
          `The report is not complete (${printable(status)})${told('STATUS_REASON') === '' ? '.' : `: ${told('STATUS_REASON')}`}`,
        ]),
    ...(told('NOT_SCANNED') === '' ? [] : [`Not scanned: ${told('NOT_SCANNED')}`]),
    ...(told('NOT_ALIVE') === '' ? [] : [`Did not answer: ${told('NOT_ALIVE')}`]),
  ];
};

/** Whether a report is of a simulated estate. */
export const isSimulated = ({ keys }: ReportHeader): boolean =>
  keys['REPORT_TYPE']?.trim().toLowerCase() === 'simulated';
