import { formatAddress } from '@openguard/targets';
import type { DatabaseSync } from 'node:sqlite';
import { expect, it } from 'vitest';
import { openConnection } from '../src/sqlite/connection.js';
import { NEXT_HOST } from '../src/sqlite/hosts.js';
import { NEXT_MAP_HOST } from '../src/sqlite/map-hosts.js';
import { LIST_ALL_MAPS, LIST_MAPS_OF_DOMAIN } from '../src/sqlite/maps.js';
import { storeOver } from '../src/sqlite/open-sqlite-store.js';
import { LIST_ALL, LIST_INCLUDING } from '../src/sqlite/scans.js';
import { account, addressOf, scan } from './samples.js';
import { temporaryDirectory } from './temporary.js';

const planOf = (database: DatabaseSync, query: string): string =>
  database
    .prepare(`EXPLAIN QUERY PLAN ${query}`)
    .all()
    .map(({ detail }) => String(detail))
    .join('\n');

it('10,000 scans are listed by an address through the index, and never walked', async () => {
  const connection = await openConnection({ directory: temporaryDirectory(), simulated: false });
  const { database } = connection;
  const store = storeOver(connection);
  database.exec('PRAGMA synchronous = OFF');
  await store.addAccount(account('ann'));
  const base = addressOf('10.0.0.0');
  for (let serial = 1; serial <= 10_000; serial += 1) {
    await store.addScan(scan(serial, { target: `${formatAddress(base + serial * 8)}/29` }));
  }
  await store.addScan(scan(10_001, { target: '10.0.0.0/8' }));
  await store.addScan(scan(10_002, { target: '10.0.0.1-10.0.31.64, 192.0.2.1' }));

  // With and without statistics about the tables, which let SQLite choose otherwise.
  for (const statistics of ['', 'ANALYZE']) {
    database.exec(statistics);
    const including = planOf(database, LIST_INCLUDING);
    expect(including).toMatch(/^SEARCH scan_network USING PRIMARY KEY \(account=\? AND network=\?\)$/m);
    expect(including).toMatch(/^SEARCH scan USING INTEGER PRIMARY KEY \(rowid=\?\)$/m);
    expect(including).not.toMatch(/^SCAN scan/m);
    const all = planOf(database, LIST_ALL);
    expect(all).toBe('SEARCH scan USING INDEX scan_by_start (account=?)');
    const next = planOf(database, NEXT_HOST);
    expect(next).toMatch(/^SEARCH host USING INDEX \S+ \(scan=\? AND address>\? AND address<\?\)/m);
    expect(next).not.toMatch(/^SCAN|TEMP B-TREE/m);
  }
  expect(planOf(database, 'SELECT ref FROM scan WHERE saved = 1')).toMatch(/^SCAN scan/m);

  const found = await store.listScans({ account: 'ann', including: addressOf('10.0.31.64') });
  expect(found.map(({ target }) => target)).toEqual([
    '10.0.0.1-10.0.31.64, 192.0.2.1',
    '10.0.0.0/8',
    '10.0.31.64/29',
  ]);
  await store.close();
});

it('maps are listed and read through their indexes, too', async () => {
  const { database } = await openConnection({ directory: temporaryDirectory(), simulated: false });
  for (const statistics of ['', 'ANALYZE']) {
    database.exec(statistics);
    expect(planOf(database, LIST_ALL_MAPS)).toBe('SEARCH map USING INDEX map_by_start (account=?)');
    expect(planOf(database, LIST_MAPS_OF_DOMAIN)).toBe(
      'SEARCH map USING INDEX map_by_domain (account=? AND domain=?)',
    );
    const next = planOf(database, NEXT_MAP_HOST);
    expect(next).toMatch(/^SEARCH map_host USING INDEX \S+ \(map=\? AND address>\?\)/m);
    expect(next).not.toMatch(/^SCAN|TEMP B-TREE/m);
  }
  database.close();
});
