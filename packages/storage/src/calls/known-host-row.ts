import type { KnownHost } from '../port/history-store.js';
import { numberOf } from '../sql/column.js';
import type { Row } from '../sql/work.js';

export const KNOWN_HOST_COLUMNS = 'id, address, visited_at, name, os';

/** A row with {@link KNOWN_HOST_COLUMNS} as a host. */
export const knownHostOf = (row: Row): KnownHost => ({
  id: numberOf(row, 'id'),
  address: numberOf(row, 'address'),
  visitedAt: numberOf(row, 'visited_at'),
  ...(typeof row['name'] === 'string' ? { name: row['name'] } : {}),
  ...(typeof row['os'] === 'string' ? { os: row['os'] } : {}),
});
