import { parseReportDate } from '@openguard/model';
import type { Values } from './values.js';

const OCTET = '(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)';
const QUAD = new RegExp(`^${OCTET}(?:\\.${OCTET}){3}$`);

/** Whether a text is a dotted quad. */
const isAddress = (text: string): boolean => QUAD.test(text);

/** The number that a text holds, if it is that of a port. */
export const portOf = (text: string): number | undefined => {
  const port = /^[ \t\r\n]*[0-9]{1,5}[ \t\r\n]*$/.test(text) ? Number(text) : Number.NaN;
  return port <= 65535 ? port : undefined;
};

export const ADDRESS: Values = { tag: 'Form', means: 'an IP address', fits: isAddress };

/** What LINK holds. */
export const ADDRESS_OR_NOTHING: Values = {
  tag: 'Form',
  means:
    'an IP address: of a router, that of a host which it serves; of another host, that of its router; empty where ' +
    'the router does not show itself',
  fits: (text) => text === '' || isAddress(text),
};

export const SEVERITY: Values = {
  tag: 'Form',
  means: 'a whole number from 1 to 5',
  fits: (text) => /^[ \t\r\n]*[1-5][ \t\r\n]*$/.test(text),
};

export const PORT: Values = {
  tag: 'Form',
  means: 'the number of the port that was tested',
  fits: (text) => portOf(text) !== undefined,
};

/** Dates of lists: compact in 2001, ISO 8601 in later releases. */
export const DATE: Values = {
  tag: 'Form',
  means: 'a date as `YYYYMMDDHHMMSS`; later releases write `YYYY-MM-DDTHH:MM:SSZ`',
  fits: (text) => parseReportDate(text) !== undefined,
};
