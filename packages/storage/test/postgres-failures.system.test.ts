// needs: postgres
import { startPostgres, type Postgres } from '@openguard/postgres';
import type { ErrorCode } from '@openguard/errors';
import { setTimeout } from 'node:timers/promises';
import { deflateSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FINDINGS } from '../src/calls/host-memory.js';
import { NEXT_RECORDS, NEXT_WRITTEN } from '../src/calls/host-pages.js';
import { LIST_SCANS, LIST_SCANS_INCLUDING } from '../src/calls/records.js';
import { openPostgresStore } from '../src/index.js';
import { postgresText } from '../src/postgres/statements.js';
import { dropSchema, sendSql, withClient } from './postgres-schema.js';
import { expectRefusal } from './refusal.js';
import { account, addressOf, auditEntry, collect, host, key, reference, scan, UNWRITTEN } from './samples.js';

let server: Postgres;

beforeAll(async () => {
  server = await startPostgres();
});
afterAll(() => server.stop());

const open = (schema: string, simulated = false) =>
  openPostgresStore({ url: server.url, simulated, schema, connections: 2 });

/** A store of one scan with two hosts. */
const filled = async (schema: string) => {
  const store = await open(schema);
  await store.addAccount(account('ann'));
  await store.addScan(scan(1), ['192.0.2.0/24']);
  for (const ip of ['192.0.2.1', '192.0.2.2'])
    await store.putHost(key(reference(1)), host(ip), Buffer.from(ip));
  return store;
};

const changed = (change: (url: URL) => void): string => {
  const url = new URL(server.url);
  change(url);
  return url.href;
};

describe('a store that cannot be opened', () => {
  it.each<[string, ErrorCode, RegExp, () => string]>([
    [
      'nobody answers',
      'OG_STORE_OPEN',
      /no PostgreSQL answers there/,
      () => changed((url) => (url.port = '1')),
    ],
    [
      'the password is wrong',
      'OG_STORE_OPEN',
      /user name or the password is wrong/,
      () => changed((url) => (url.password = 'S3cret')),
    ],
    [
      'the user is unknown',
      'OG_STORE_OPEN',
      /user name or the password is wrong/,
      () => changed((url) => (url.username = 'eve')),
    ],
    [
      'the database is missing',
      'OG_STORE_OPEN',
      /does not exist; make it with createdb/,
      () => changed((url) => (url.pathname = '/nowhere')),
    ],
    ['it is named by no URL', 'OG_STORE_OPEN', /a URL such as/, () => 'S3cret@host'],
    ['it is named by another URL', 'OG_STORE_OPEN', /a URL such as/, () => 'mysql://a:S3cret@host/x'],
  ])('since %s, says so without the password', async (_, code, words, url) => {
    const refused = openPostgresStore({ url: url(), simulated: false });
    await expectRefusal(refused, code, words);
    const error: unknown = await refused.catch((reason: unknown) => reason);
    const { password } = new URL(server.url);
    const told = error instanceof Error ? `${error.message} ${JSON.stringify(error)}` : '';
    expect(told).not.toMatch(new RegExp(`S3cret|${password}`));
  });

  it('since its schema is none', async () => {
    await expectRefusal(open('x; DROP TABLE account'), 'OG_STORE_OPEN', /small letters/);
  });

  it('since the schema belongs to another program', async () => {
    await sendSql(server.url, 'CREATE SCHEMA foreigner; CREATE TABLE foreigner.account (id integer)');
    await expectRefusal(open('foreigner'), 'OG_STORE_OPEN', /belongs to another program/);
  });

  it('since it is of a newer version, or of the other kind', async () => {
    await (await open('kinds')).close();
    await expectRefusal(open('kinds', true), 'OG_STORE_KIND', /keeps real reports.*another database/);
    await sendSql(server.url, 'UPDATE kinds.meta SET version = 99');
    await expectRefusal(open('kinds'), 'OG_STORE_VERSION', /version 99.*update OpenGuard/);
  });

  it('since the user may not make its schema there', async () => {
    await sendSql(server.url, `CREATE ROLE guest LOGIN PASSWORD 'guest'`);
    const url = changed((guest) => {
      guest.username = 'guest';
      guest.password = 'guest';
    });
    await expectRefusal(openPostgresStore({ url, schema: 'guests' }), 'OG_STORE_OPEN', /lacks rights there/);
  });
});

it('belongs to neither kind until someone says, and is reached by its socket, too', async () => {
  const store = await openPostgresStore({ url: server.socketUrl, schema: 'unsaid' });
  await store.close();
  await (await open('unsaid', true)).close();
  await expectRefusal(open('unsaid', false), 'OG_STORE_KIND', /simulated/);
});

it('is made by several processes at once', async () => {
  const stores = await Promise.all(Array.from({ length: 6 }, () => open('at_once')));
  expect(await stores[0]?.nextSerial()).toBe(1);
  await Promise.all(stores.map((store) => store.close()));
});

const CUT = `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'openguard'`;

it('a connection that was cut while nobody used it costs nothing but a call, and the next has a new one', async () => {
  const store = await filled('cut');
  await sendSql(server.url, CUT);
  const first = await store.nextSerial().catch((error: unknown) => error);
  if (typeof first !== 'number') expect(first).toMatchObject({ code: 'OG_STORE_FAILED' });
  expect(await store.nextSerial()).toBeLessThanOrEqual(2);
  await store.close();
});

it('a connection that is cut in the middle of a call makes it reject, and nothing is half done', async () => {
  const store = await filled('cut_midst');
  await withClient(server.url, async (client) => {
    await client.query('BEGIN; LOCK TABLE cut_midst.job_network IN ACCESS EXCLUSIVE MODE');
    const adding = store.addScan(scan(2), ['192.0.2.1']);
    const words = /cannot add scan.*connection to PostgreSQL was lost/;
    const refused = expectRefusal(adding, 'OG_STORE_FAILED', words);
    await setTimeout(300);
    await sendSql(server.url, CUT);
    await refused;
    await client.query('ROLLBACK');
  });
  expect(await store.findJob(reference(2))).toBeUndefined();
  await store.addScan(scan(2), ['192.0.2.1']);
  await store.close();
});

it('a reading that the server ends in the middle rejects, and never just ends', async () => {
  const store = await filled('cut_reading');
  for (let last = 3; last < 40; last += 1)
    await store.putHost(key(reference(1)), host(`192.0.2.${last}`), Buffer.alloc(100_000));
  const reading = (async () => {
    const pieces = store.writtenHostsOf(reference(1))[Symbol.asyncIterator]();
    expect(await pieces.next()).toMatchObject({ done: false });
    await sendSql(server.url, 'ALTER SCHEMA cut_reading RENAME TO cut_away');
    while ((await pieces.next()).done !== true);
  })();
  await expectRefusal(reading, 'OG_STORE_FAILED');
  await store.close();
});

describe('written bytes', () => {
  const repeated = Buffer.from('<RESULT>the same line again</RESULT>\n'.repeat(30_000));
  const packed = async (schema: string) => {
    const store = await filled(schema);
    await store.putHost(key(reference(1)), host('192.0.2.2'), repeated);
    return store;
  };
  const whole = async (store: Awaited<ReturnType<typeof open>>) =>
    Buffer.concat(await collect(store.writtenHostsOf(reference(1), addressOf('192.0.2.2'))));

  it('are packed where they are many, and read as they were, also those of older stores', async () => {
    const store = await packed('packed');
    const kept = await sendSql(
      server.url,
      'SELECT octet_length(bytes) AS bytes, octet_length(packed) < 20000 AS packed, size FROM packed.written ORDER BY address',
    );
    expect(kept).toEqual([
      { bytes: 9, packed: null, size: null },
      { bytes: null, packed: true, size: String(repeated.length) },
    ]);
    expect((await whole(store)).equals(repeated)).toBe(true);
    await sendSql(
      server.url,
      `UPDATE packed.written SET bytes = 'older', packed = NULL, size = NULL WHERE size > 0`,
    );
    expect((await whole(store)).toString()).toBe('older');
  });

  it('of many hosts are unpacked together, whatever is between them, and what is damaged among them is named', async () => {
    const store = await packed('together');
    const texts = Array.from({ length: 9 }, (_, index) =>
      Buffer.from(`<${index}> again\n`.repeat(index === 4 ? 1 : 900)),
    );
    for (const [index, text] of texts.entries())
      await store.putHost(key(reference(1)), host(`192.0.2.${10 + index}`), text);
    // The second of them as an older store has it, packed as zlib does.
    await sendSql(
      server.url,
      `UPDATE together.written SET packed = decode('${deflateSync(texts[1] ?? '').toString('hex')}', 'hex')
       WHERE address = ${addressOf('192.0.2.11')}`,
    );
    const written = async () => Buffer.concat(await collect(store.writtenHostsOf(reference(1)))).toString();
    expect(await written()).toBe(['192.0.2.1', repeated, ...texts].join(''));
    for (const [of, change] of [
      ['192.0.2.16', 'packed = set_byte(packed, 30, get_byte(packed, 30) # 1)'],
      ['192.0.2.12', 'packed = substr(packed, 1, length(packed) - 1)'],
    ] as const) {
      await sendSql(server.url, `UPDATE together.written SET ${change} WHERE address = ${addressOf(of)}`);
      await expectRefusal(
        written(),
        'OG_STORE_FAILED',
        new RegExp(`host ${of.replaceAll('.', '\\.')} .*damaged`),
      );
    }
    await store.close();
    await dropSchema(server.url, 'together');
  });

  it.each([
    ['a byte is another', 'packed = set_byte(packed, 40, get_byte(packed, 40) # 1)'],
    [
      'the checksum is another',
      'packed = overlay(packed placing decode($$00000000$$, $$hex$$) from length(packed) - 3)',
    ],
    ['they are cut', 'packed = substr(packed, 1, length(packed) / 2)'],
    ['they are more than they were', 'size = size - 1'],
    ['they are fewer than they were', 'size = size + 1'],
  ])('of which %s are told as damaged, and go into no backup', async (_, change) => {
    const store = await packed('flipped');
    await sendSql(server.url, `UPDATE flipped.written SET ${change} WHERE size > 0`);
    await expectRefusal(whole(store), 'OG_STORE_FAILED', /host 192\.0\.2\.2 .*written bytes are damaged/);
    await expectRefusal(collect(store.backup()), 'OG_STORE_FAILED', /host 192\.0\.2\.2 .*are damaged/);
    await store.close();
    await dropSchema(server.url, 'flipped');
  });
});

it('a damaged record is named', async () => {
  const store = await filled('damaged');
  await sendSql(server.url, `UPDATE damaged.host SET record = '{"ip":' WHERE record LIKE '%192.0.2.2%'`);
  await expectRefusal(collect(store.hostsOf(reference(1))), 'OG_STORE_FAILED', /host 192\.0\.2\.2 .*damaged/);
  await sendSql(server.url, `UPDATE damaged.account SET record = '{}'`);
  await expectRefusal(store.listAccounts(), 'OG_STORE_FAILED', /account "ann".*damaged/);
  await store.close();
});

it('the audit log refuses to be changed or shortened, even by SQL', async () => {
  const store = await open('audited');
  await store.addAudit(auditEntry(1));
  for (const sql of [
    'DELETE FROM audited.audit',
    `UPDATE audited.audit SET at = 2`,
    'TRUNCATE audited.audit',
  ]) {
    await expect(sendSql(server.url, sql), sql).rejects.toThrow(/append-only/);
  }
  expect(await collect(store.listAudit())).toEqual([auditEntry(1)]);
  await store.close();
});

it('workers that put and end at the same time never leave a host in a batch that had ended', async () => {
  const store = await open('race');
  const other = await open('race');
  await store.addAccount(account('ann'));
  for (let serial = 1; serial <= 30; serial += 1) {
    const ref = reference(serial);
    await store.addScan(scan(serial, { state: 'running' }), ['192.0.2.0/24']);
    const [put] = await Promise.all([
      store.putHost(key(ref), host('192.0.2.1'), UNWRITTEN),
      other.endBatch(ref, 0, { state: 'done', notAlive: '' }),
      other.closeScan(scan(serial)),
    ]);
    expect(await collect(store.hostsOf(ref))).toHaveLength(put ? 1 : 0);
  }
  await Promise.all([store.close(), other.close()]);
});

it('10,000 scans are listed by an address through the index, and hosts through theirs', async () => {
  const store = await filled('planned');
  await sendSql(
    server.url,
    `INSERT INTO planned.job (ref, kind, account, serial, started_at, ended_at, held_at, saved, state, record)
       SELECT 'scan/2.' || n, 'scan', 'ann', n, n, n, n, 1, 'finished', record
       FROM planned.job, generate_series(1, 10000) AS n;
     INSERT INTO planned.job_network
       SELECT 'ann', (${addressOf('10.0.0.0')}::bigint + serial * 8) * 64 + 29, id FROM planned.job WHERE serial > 1;
     INSERT INTO planned.host SELECT (SELECT max(id) FROM planned.job), n, 1, repeat('x', 1000) FROM generate_series(1, 10000) AS n;
     INSERT INTO planned.written SELECT job, address, 'x' FROM planned.host ON CONFLICT DO NOTHING;
     INSERT INTO planned.finding (account, place, key, check_id, section, severity, state, first_seen, last_seen, last_tested, times_found, opened_at, essence)
       SELECT 'ann', n::bigint * 1048576, '', '', 'vuln', 1, 'new', 0, 0, 0, 1, 0, '' FROM generate_series(1, 10000) AS n;
     ANALYZE`,
  );
  const planOf = async (sql: string, ...values: readonly (string | number)[]): Promise<string> => {
    const text = values.reduceRight<string>(
      (query, value, index) =>
        query.replaceAll(`$${index + 1}`, typeof value === 'number' ? String(value) : `'${value}'`),
      postgresText(sql),
    );
    const rows = await sendSql(server.url, `SET search_path = planned; EXPLAIN ${text}`);
    return rows.map((row) => String(row['QUERY PLAN'])).join('\n');
  };
  const networks = Array.from({ length: 33 }, (_, index) => index * 64 + 32);
  const including = await planOf(LIST_SCANS_INCLUDING, 'ann', 9, ...networks);
  expect(including).toMatch(/Scan using job_network_pkey|Index Scan on job_network_pkey/);
  expect(including).not.toMatch(/Seq Scan/);
  expect(await planOf(LIST_SCANS, 'ann', 1)).toMatch(/Index Scan using job_by_start/);
  for (const query of [NEXT_RECORDS, NEXT_WRITTEN]) {
    const next = await planOf(query, 'scan/2.10000', 0, 2 ** 32 - 1);
    expect(next).not.toMatch(/Sort|Seq Scan/);
    expect(next).toMatch(/Index Scan using (host|written)_pkey/);
  }
  const places = Array.from({ length: 1000 }, (_, index) => (index + 1) * 2 ** 20);
  const found = await planOf(FINDINGS, 'ann', JSON.stringify(places));
  expect(found).toMatch(/finding_pkey/);
  expect(found).not.toMatch(/Seq Scan/);
  await store.close();
});
