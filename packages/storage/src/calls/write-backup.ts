import {
  Account,
  AuditEntry,
  HostReport,
  LoginRecord,
  MapHost,
  OutgoingMail,
  Schedule,
  Watch,
  type KeptJob,
} from '@openguard/model';
import { formatAddress } from '@openguard/targets';
import { createHash } from 'node:crypto';
import type { Database, Session } from '../sql/database.js';
import { numberOf, textOf } from '../sql/column.js';
import { bulkOf, firstOf, rowsOf, type Row } from '../sql/work.js';
import { storeFailed } from '../failure.js';
import { batchRow, BATCH_COLUMNS } from './batch-row.js';
import { BACKUP_VERSION, type BackupHead, type BackupItem } from './backup-line.js';
import { historyRows } from './history-backup.js';
import { LAST_ADDRESS, NEXT_RECORDS, NEXT_WRITTEN, WRITTEN_COLUMNS } from './host-pages.js';
import { bytesOf, isUnwritten } from './written-form.js';
import { readJob } from './job-row.js';
import { readRecord } from './record.js';

const TASK = 'make a backup';
const PAGE = 100;

/** Rows of a table that has an `id`, a page at a time. */
async function* rowsById(session: Session, columns: string, table: 'job' | 'audit' | 'login') {
  const sql = `SELECT id, ${columns} FROM ${table} WHERE id > $1 ORDER BY id LIMIT ${PAGE}`;
  for (let last = 0; ;) {
    const rows = await session.run(() => rowsOf(sql, last));
    yield* rows;
    const end = rows.at(-1);
    if (end === undefined) return;
    last = numberOf(end, 'id');
  }
}

/** The written bytes of hosts that are asked for by ascending address, a page of them in memory at a time. */
const writtenReader = (session: Session, place: string, ref: string) => {
  let page = new Map<number, Uint8Array>();
  let until = -1;
  return async (address: number): Promise<Uint8Array | undefined> => {
    if (address > until) {
      const rows = await session.run(() => bulkOf(WRITTEN_COLUMNS, NEXT_WRITTEN, ref, address, LAST_ADDRESS));
      const end = rows.at(-1);
      until = end === undefined ? LAST_ADDRESS : numberOf(end, 'address');
      page = new Map(
        rows
          .filter((row) => !isUnwritten(row))
          .map((row): readonly [number, Uint8Array] => {
            const address = numberOf(row, 'address');
            const bytes = bytesOf(row);
            if (bytes !== undefined) return [address, bytes];
            const what = `host ${formatAddress(address)} of ${ref}`;
            throw storeFailed(place, `read ${what}`, 'its written bytes are damaged');
          }),
      );
    }
    return page.get(address);
  };
};

async function* hostItems(session: Session, place: string, job: KeptJob): AsyncGenerator<BackupItem> {
  const isMap = 'mapHost' in job;
  const writtenOf = writtenReader(session, place, job.ref);
  for (let from = 0; ;) {
    const rows = await session.run(() => rowsOf(NEXT_RECORDS, job.ref, from, LAST_ADDRESS));
    if (rows.length === 0) return;
    for (const row of rows) {
      const name = { place, what: `a host of ${job.ref}` };
      const host = isMap
        ? readRecord(MapHost, row['record'], name)
        : readRecord(HostReport, row['record'], name);
      const address = numberOf(row, 'address');
      const bytes = isMap ? undefined : await writtenOf(address);
      yield { host, written: Buffer.from(bytes ?? []).toString('base64') };
      from = address + 1;
    }
  }
}

async function* jobItems(session: Session, place: string): AsyncGenerator<BackupItem> {
  for await (const row of rowsById(session, 'kind, ref, held_at, stop_reason, record', 'job')) {
    const job = readJob(place, row);
    const { stop_reason: stopReason } = row;
    yield {
      job,
      heldAt: numberOf(row, 'held_at'),
      ...(typeof stopReason === 'string' ? { stopReason } : {}),
    };
    const batches = await session.run(() =>
      rowsOf(`SELECT ${BATCH_COLUMNS} FROM batch WHERE job = $1 ORDER BY number`, numberOf(row, 'id')),
    );
    for (const each of batches) yield { batch: batchRow(place, job.ref, each) };
    yield* hostItems(session, place, job);
  }
}

async function* items(session: Session, place: string): AsyncGenerator<BackupItem> {
  const record = (row: Row, table: string) => ({
    column: row['record'],
    name: { place, what: `a record of ${table}` },
  });
  for (const row of await session.run(() => rowsOf('SELECT record FROM account ORDER BY name'))) {
    const { column, name } = record(row, 'accounts');
    yield { account: readRecord(Account, column, name) };
  }
  yield* jobItems(session, place);
  for (const row of await session.run(() => rowsOf('SELECT record FROM mail ORDER BY created_at, id'))) {
    const { column, name } = record(row, 'mails');
    yield { mail: readRecord(OutgoingMail, column, name) };
  }
  for await (const row of rowsById(session, 'record', 'login')) {
    const { column, name } = record(row, 'authentication records');
    yield { login: readRecord(LoginRecord, column, name) };
  }
  for (const row of await session.run(() => rowsOf('SELECT record FROM schedule ORDER BY created_at, id'))) {
    const { column, name } = record(row, 'schedules');
    yield { schedule: readRecord(Schedule, column, name) };
  }
  for (const row of await session.run(() => rowsOf('SELECT record FROM watch ORDER BY created_at, id'))) {
    const { column, name } = record(row, 'watches');
    yield { watch: readRecord(Watch, column, name) };
  }
  for await (const row of rowsById(session, 'record', 'audit')) {
    const { column, name } = record(row, 'the audit log');
    yield { audit: readRecord(AuditEntry, column, name) };
  }
  yield* historyRows(session);
}

const headOf = async (session: Session, place: string): Promise<BackupHead> => {
  const meta = await session.run(() => firstOf('SELECT kind, serial FROM meta'));
  const kind = meta === undefined ? '' : textOf(meta, 'kind');
  if (meta === undefined || (kind !== 'unset' && kind !== 'real' && kind !== 'simulated'))
    throw storeFailed(place, TASK, 'its counter is gone');
  return { openguard: 'backup', version: BACKUP_VERSION, kind, serial: numberOf(meta, 'serial') };
};

/** Everything in a store as lines; see BackupStore. */
export async function* writeBackup({ place, openSession }: Database): AsyncGenerator<string> {
  const session = await openSession(TASK, 'snapshot');
  try {
    const hash = createHash('sha256');
    let lines = 0;
    const counted = (value: BackupHead | BackupItem): string => {
      const line = JSON.stringify(value);
      hash.update(line).update('\n');
      lines += 1;
      return line;
    };
    yield counted(await headOf(session, place));
    for await (const item of items(session, place)) yield counted(item);
    yield JSON.stringify({ end: { lines, sha256: hash.digest('hex') } });
  } finally {
    await session.end();
  }
}
