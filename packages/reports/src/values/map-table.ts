import { ADDRESS, ADDRESS_OR_NOTHING } from './forms.js';
import { implied, required, row, TEXT, type ValueTable } from './value-table.js';
import type { Values } from './values.js';

/** IP@type. */
export const HOST_TYPES: Values = { tag: 'OneOf', values: { router: 'the host is a router' } };

/** PORT@value. */
export const MAP_PORTS: Values = {
  tag: 'OneOf',
  values: {
    21: 'FTP',
    22: 'SSH',
    23: 'Telnet',
    25: 'SMTP',
    53: 'DNS',
    80: 'HTTP',
    110: 'POP3',
    135: 'NetBIOS',
    139: 'NetBIOS',
    443: 'HTTPS',
  },
};

/** Appendix H. */
export const MAP_VALUES: ValueTable = {
  appendix: 'H',
  reply: 'map.php',
  rows: [
    row('/MAP', '(IP+)'),
    row('/MAP/IP', '((PORT+,LINK*)|LINK+)?', {
      value: required(ADDRESS),
      name: implied({ tag: 'Any', means: 'a host name of the Internet' }),
      type: implied(HOST_TYPES),
      os: implied({ tag: 'Any', means: 'the operating system' }),
    }),
    row('/MAP/IP/PORT', TEXT, { value: required(MAP_PORTS) }),
    row('/MAP/IP/LINK', 'EMPTY', { value: required(ADDRESS_OR_NOTHING) }),
  ],
};
