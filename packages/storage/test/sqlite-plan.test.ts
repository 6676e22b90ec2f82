import { formatAddress } from '@openguard/targets';
import type { DatabaseSync } from 'node:sqlite';
import { expect, it } from 'vitest';
import { NEXT_RECORDS, NEXT_WRITTEN } from '../src/calls/host-pages.js';
import { findingsAt, hostPage } from '../src/calls/assets.js';
import { findingPage } from '../src/calls/history.js';
import { STANDING, TO_CLOSE, TO_STOP } from '../src/calls/jobs.js';
import { LIST_MAPS, LIST_MAPS_OF_DOMAIN, LIST_SCANS, LIST_SCANS_INCLUDING } from '../src/calls/records.js';
import { TICKETS } from '../src/calls/tickets.js';
import { UNWRITTEN } from '../src/calls/written-pieces.js';
import { openConnection } from '../src/sqlite/connection.js';
import { sqliteText } from '../src/sqlite/statements.js';
import { storeOver } from '../src/store-over.js';
import { account, addScans, addressOf, scan } from './samples.js';
import { temporaryDirectory } from './temporary.js';

const planOf = (database: DatabaseSync, query: string): string =>
  database
    .prepare(`EXPLAIN QUERY PLAN ${sqliteText(query)}`)
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
    await addScans(store, scan(serial, { target: `${formatAddress(base + serial * 8)}/29` }));
  }
  await addScans(store, scan(10_001, { target: '10.0.0.0/8' }));
  await addScans(store, scan(10_002, { target: '10.0.0.1-10.0.31.64, 192.0.2.1' }));

  // With and without statistics about the tables, which let SQLite choose otherwise.
  for (const statistics of ['', 'ANALYZE']) {
    database.exec(statistics);
    const including = planOf(database, LIST_SCANS_INCLUDING);
    expect(including).toMatch(/^SEARCH job_network USING PRIMARY KEY \(account=\? AND network=\?\)$/m);
    expect(including).toMatch(/^SEARCH job USING INTEGER PRIMARY KEY \(rowid=\?\)$/m);
    expect(including).not.toMatch(/^SCAN/m);
    const all = planOf(database, LIST_SCANS);
    expect(all).toBe('SEARCH job USING INDEX job_by_start (account=? AND kind=?)');
  }
  expect(planOf(database, 'SELECT ref FROM job WHERE saved = 1')).toMatch(/^SCAN job/m);

  const found = await store.listScans({ account: 'ann', including: addressOf('10.0.31.64') });
  expect(found.map(({ target }) => target)).toEqual([
    '10.0.0.1-10.0.31.64, 192.0.2.1',
    '10.0.0.0/8',
    '10.0.31.64/29',
  ]);
  await store.close();
});

it('maps, hosts and standings are found through their indexes, too', async () => {
  const { database } = await openConnection({ directory: temporaryDirectory(), simulated: false });
  for (const statistics of ['', 'ANALYZE']) {
    database.exec(statistics);
    expect(planOf(database, LIST_MAPS)).toBe('SEARCH job USING INDEX job_by_start (account=? AND kind=?)');
    expect(planOf(database, LIST_MAPS_OF_DOMAIN)).toBe(
      'SEARCH job USING INDEX job_by_domain (account=? AND domain=?)',
    );
    for (const query of [NEXT_RECORDS, NEXT_WRITTEN]) {
      const next = planOf(database, query);
      expect(next).toMatch(/SEARCH host USING INDEX \S+ \(job=\? AND address>\? AND address<\?\)/);
      expect(next).not.toMatch(/SCAN (host|written|job)\b|TEMP B-TREE/);
    }
    expect(planOf(database, NEXT_WRITTEN)).toMatch(
      /SEARCH written USING INDEX \S+ \(job=\? AND address=\?\)/,
    );
    expect(planOf(database, UNWRITTEN)).toMatch(/SEARCH host USING (COVERING )?INDEX host_unwritten/);
    const standing = planOf(database, STANDING);
    expect(standing).toMatch(/SEARCH batch USING INDEX \S+ \(job=\?\)/);
    expect(standing).toMatch(/SEARCH job USING INDEX \S+ \(ref=\?\)/);
    expect(planOf(database, TO_STOP)).toBe('SCAN job USING INDEX job_running');
    expect(planOf(database, TO_CLOSE)).toMatch(
      /^SCAN job USING INDEX job_running\b.*SEARCH batch USING INDEX/s,
    );
  }
  database.close();
});

it('tickets are found by their numbers, and their findings by their places', async () => {
  const { database } = await openConnection({ directory: temporaryDirectory(), simulated: false });
  for (const statistics of ['', 'ANALYZE']) {
    database.exec(statistics);
    const plan = planOf(database, TICKETS);
    expect(plan).toMatch(/^SEARCH ticket USING PRIMARY KEY \(account=\? AND number>\? AND number<\?\)$/m);
    expect(plan).not.toMatch(/^SCAN|TEMP B-TREE/m);
  }
  database.close();
});

it('what is open on a range is found by its places', async () => {
  const { database } = await openConnection({ directory: temporaryDirectory(), simulated: false });
  for (const statistics of ['', 'ANALYZE']) {
    database.exec(statistics);
    const { sql } = findingPage({ account: 'ann', open: true, sections: ['vuln'], severity: 3 });
    const plan = planOf(database, sql);
    expect(plan).toMatch(/^SEARCH finding USING PRIMARY KEY \(account=\? AND place>\? AND place<\?\)$/m);
    expect(plan).not.toMatch(/^SCAN (?!json_each)|TEMP B-TREE/m);
  }
  database.close();
});

it('hosts are found by number, and their findings by their places', async () => {
  const { database } = await openConnection({ directory: temporaryDirectory(), simulated: false });
  for (const statistics of ['', 'ANALYZE']) {
    database.exec(statistics);
    const { sql } = hostPage({ account: 'ann', from: 1, to: 9, visitedSince: 1 }, 10);
    expect(planOf(database, sql)).toBe(
      'SEARCH known_host USING INDEX known_host_by_id (account=? AND id>? AND id<?)',
    );
    const found = planOf(database, findingsAt(3, 2));
    expect(found).toMatch(/^SEARCH finding USING PRIMARY KEY \(account=\? AND place=\?\)$/m);
    expect(found).toMatch(/^SEARCH fact USING INDEX \S+ \(account=\? AND place=\?\)$/m);
  }
  database.close();
});
