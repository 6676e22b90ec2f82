import { OpenServices } from '@openguard/model';
import type { KnownHost } from '../port/history-store.js';
import { numberOf } from '../sql/column.js';
import type { Row } from '../sql/work.js';
import { readRecord } from './record.js';

export const KNOWN_HOST_COLUMNS = 'id, address, visited_at, name, os';

const servicesIn = (place: string, text: Row[string]): Pick<KnownHost, 'open'> =>
  typeof text === 'string'
    ? { open: readRecord(OpenServices, text, { place, what: 'what is open on a host' }) }
    : {};

/** A row with {@link KNOWN_HOST_COLUMNS}, and with `open_ports` or without, as a host. */
export const knownHostOf = (place: string, row: Row): KnownHost => ({
  id: numberOf(row, 'id'),
  address: numberOf(row, 'address'),
  visitedAt: numberOf(row, 'visited_at'),
  ...(typeof row['name'] === 'string' ? { name: row['name'] } : {}),
  ...(typeof row['os'] === 'string' ? { os: row['os'] } : {}),
  ...servicesIn(place, row['open_ports']),
});
