// Measures a store by hand, never in CI: `node figures.ts list|large|backup sqlite|postgres [size]`.
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { startPostgres } from '@openguard/postgres';
import { openPostgresStore, openSqliteStore, type Store } from '@openguard/storage';
import { Client } from 'pg';
import { ScanReference, type Account, type HostReport, type Scan } from '@openguard/model';

const [REF] = ['scan/993593085.1'].filter(ScanReference.is);
if (REF === undefined) throw new Error('no reference');
const ANN: Account = {
  name: 'ann',
  role: 'user',
  targets: '10.0.0.0/8',
  domain: '',
  passwordHash: '',
  createdAt: 1,
};
const SCAN: Scan = {
  ref: REF,
  account: 'ann',
  target: '10.0.0.0/8',
  title: 'Weekly',
  option: '',
  saved: false,
  simulated: false,
  state: 'finished',
  startedAt: 993_593_085_000,
  hostsAlive: 1,
  hostsTotal: 1,
  notAlive: '',
  notScanned: '',
  scanHost: 'scanner.example',
};
const host = (ip: string): HostReport => ({
  ip,
  findings: [],
  coverage: { tcp: '', udp: '', checks: [], gaps: [] },
});
/** 10.0.0.0 */
const FIRST = 167_772_160;

interface Place {
  readonly open: () => Promise<Store>;
  /** Sends SQL of the driver's own. */
  readonly send: (sqlite: string, postgres: string) => Promise<void>;
  readonly remove: () => Promise<void>;
}

const sqlitePlace = (): Promise<Place> => {
  const directory = mkdtempSync(join(tmpdir(), 'openguard-figures-'));
  return Promise.resolve({
    open: () => openSqliteStore({ directory }),
    send: (sql) => {
      const database = new DatabaseSync(join(directory, 'openguard.db'));
      database.exec(sql);
      database.close();
      return Promise.resolve();
    },
    remove: () => Promise.resolve(rmSync(directory, { recursive: true })),
  });
};

const postgresPlace = async (): Promise<Place> => {
  const server = await startPostgres();
  return {
    open: () => openPostgresStore({ url: server.url }),
    send: async (_, sql) => {
      const client = new Client({ connectionString: server.url, options: '-c search_path=openguard' });
      await client.connect();
      await client.query(sql);
      await client.end();
    },
    remove: () => server.stop(),
  };
};

const say = (what: string, value: string): void => console.log(`${what.padEnd(52)} ${value}`);
const peak = (): string => `${Math.round(process.resourceUsage().maxRSS / 1024)} MB`;
const seconds = (begin: number): number => (performance.now() - begin) / 1000;

/** Copies the scan that is there to `from`..`to`, each of a network of its own. */
const copies = (series: string) => `
  INSERT INTO job (ref, kind, account, serial, started_at, ended_at, held_at, saved, state, record)
    SELECT 'scan/2.' || n, kind, account, n, started_at + n, ended_at, held_at, 1, state, record
    FROM job, ${series} WHERE serial = 1;
  INSERT INTO job_network SELECT account, (CAST(${FIRST} AS BIGINT) + serial * 8) * 64 + 29, id
    FROM job WHERE serial > 1 ON CONFLICT DO NOTHING;`;

/** Lists scans by an address, of a thousand and of a hundred thousand. */
const list = async (place: Place): Promise<void> => {
  const store = await place.open();
  await store.addAccount(ANN);
  await store.addScan(SCAN, []);
  let before = 1;
  const medians: number[] = [];
  for (const count of [1000, 100_000]) {
    await place.send(
      `CREATE TEMP TABLE series AS WITH RECURSIVE s(n) AS
         (SELECT ${before + 1} UNION ALL SELECT n + 1 FROM s WHERE n < ${count}) SELECT n FROM s;
       BEGIN; ${copies('series')} COMMIT;`,
      `${copies(`generate_series(${before + 1}, ${count}) AS n`)} ANALYZE`,
    );
    before = count;
    const times: number[] = [];
    for (let round = 0; round < 200; round += 1) {
      const including = FIRST + (2 + ((round * 37) % 998)) * 8 + 3;
      const begin = performance.now();
      const found = await store.listScans({ account: 'ann', including });
      times.push(performance.now() - begin);
      if (found.length !== 1) throw new Error(`found ${found.length}`);
    }
    const median = times.toSorted((a, b) => a - b)[100] ?? 0;
    medians.push(median);
    say(`list by an address, of ${count} scans`, `${median.toFixed(3)} ms (median of 200)`);
  }
  say('ratio', ((medians[1] ?? 0) / (medians[0] ?? 1)).toFixed(2));
  await store.close();
};

const PIECE = 1024 * 1024;
/** Reports are text, nearly all of it of one byte a character. */
const written = (): Uint8Array =>
  Buffer.from(
    `${randomBytes((PIECE * 3) / 4)
      .toString('base64')
      .slice(4)}äö`,
  );

/** Puts a report of so many hosts of a megabyte each. */
const putLarge = async (store: Store, megabytes: number): Promise<void> => {
  await store.addAccount(ANN);
  await store.addScan(SCAN, ['10.0.0.0/8']);
  const begin = performance.now();
  for (let index = 0; index < megabytes; index += 1) {
    const ip = `10.0.${index >> 8}.${index & 255}`;
    await store.putHost({ ref: REF, batch: 0 }, host(ip), written());
  }
  say(`put ${megabytes} MB of written hosts`, `${(megabytes / seconds(begin)).toFixed(0)} MB/s`);
};

/** A report of a gigabyte, put and read. */
const large = async (place: Place, megabytes: number): Promise<void> => {
  const store = await place.open();
  await putLarge(store, megabytes);
  const begin = performance.now();
  let bytes = 0;
  for await (const piece of store.writtenHostsOf(REF)) bytes += piece.length;
  if (bytes !== megabytes * PIECE) throw new Error(`read ${bytes}`);
  say(`read ${megabytes} MB of written hosts`, `${(megabytes / seconds(begin)).toFixed(0)} MB/s`);
  say('peak memory of the process', peak());
  await store.close();
};

/** A backup of a large store, restored at the same time into another. */
const backup = async (place: Place, other: Place, megabytes: number): Promise<void> => {
  const store = await place.open();
  await putLarge(store, megabytes);
  say('peak memory before', peak());
  const target = await other.open();
  const begin = performance.now();
  await target.restore(store.backup());
  say(`backup and restore ${megabytes} MB`, `${(megabytes / seconds(begin)).toFixed(0)} MB/s`);
  say('peak memory of the process', peak());
  await store.close();
  await target.close();
};

const [what = '', driver = 'sqlite', size = '1000'] = process.argv.slice(2);
const make = driver === 'postgres' ? postgresPlace : sqlitePlace;
const places = [await make()];
try {
  const [place] = places;
  if (place === undefined) throw new Error('no place');
  if (what === 'list') await list(place);
  else if (what === 'large') await large(place, Number(size));
  else {
    const other = await make();
    places.push(other);
    await backup(place, other, Number(size));
  }
} finally {
  for (const place of places) await place.remove();
}
