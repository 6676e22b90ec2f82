import { KeptPolicy, KeptReport } from '@openguard/model';
import type { ComplianceStore, KeptExplanation, KeptPosture } from '../port/compliance-store.js';
import { numberOf, textOf } from '../sql/column.js';
import { thenForget, type Database, type Session } from '../sql/database.js';
import { changesOf, rowsOf, type Row, type Value } from '../sql/work.js';
import { insertAll } from './insert-all.js';
import { readRecord, writeRecord } from './record.js';

const PAGE = 256;
/** Bytes are kept in pieces of so many. */
const PIECE = 32 * 1024;

const POSTURE = 'posture (account, policy, id, host, address, control, status, modified_at, whole, brief)';
const EXPLANATION = 'explanation (account, policy, number, list, written)';

const postureOf = (row: Row): KeptPosture => ({
  id: numberOf(row, 'id'),
  host: numberOf(row, 'host'),
  address: numberOf(row, 'address'),
  control: numberOf(row, 'control'),
  status: textOf(row, 'status'),
  ...(row['modified_at'] === null ? {} : { modifiedAt: numberOf(row, 'modified_at') }),
  whole: textOf(row, 'whole'),
  brief: textOf(row, 'brief'),
});

const explanationOf = (row: Row): KeptExplanation => ({
  number: numberOf(row, 'number'),
  list: textOf(row, 'list'),
  written: textOf(row, 'written'),
});

/** Inserts the parts of a policy, some at a time. */
const insertParts = async (
  session: Session,
  { account, id }: KeptPolicy,
  parts: AsyncIterable<KeptPosture | KeptExplanation>,
): Promise<void> => {
  const postures: (readonly Value[])[] = [];
  const explanations: (readonly Value[])[] = [];
  const flush = async (atLeast: number): Promise<void> => {
    if (postures.length >= atLeast)
      await session.run(() => insertAll(POSTURE, 10, '(account, policy, id) DO NOTHING', postures.splice(0)));
    if (explanations.length >= atLeast)
      await session.run(() =>
        insertAll(EXPLANATION, 5, '(account, policy, number) DO NOTHING', explanations.splice(0)),
      );
  };
  for await (const part of parts) {
    if ('list' in part) explanations.push([account, id, part.number, part.list, part.written]);
    else {
      const { host, address, control, status, modifiedAt = null, whole, brief } = part;
      postures.push([account, id, part.id, host, address, control, status, modifiedAt, whole, brief]);
    }
    await flush(PAGE);
  }
  await flush(1);
};

/** Bytes in pieces of one length, the last excepted. */
async function* pieces(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void, undefined> {
  let rest = Buffer.alloc(0);
  for await (const chunk of bytes) {
    rest = Buffer.concat([rest, chunk]);
    for (; rest.length >= PIECE; rest = rest.subarray(PIECE)) yield rest.subarray(0, PIECE);
  }
  if (rest.length > 0) yield rest;
}

/** The calls of a store that are about imported documents of compliance. */
export const complianceCalls = ({ place, call, forget, openSession }: Database): ComplianceStore => {
  const policyName = { place, what: 'a policy' };
  const reportName = { place, what: 'an imported report' };

  const inSession = async (task: string, work: (session: Session) => Promise<void>): Promise<void> => {
    const session = await openSession(task, 'write');
    try {
      await work(session);
      await session.commit();
    } finally {
      await session.end();
    }
  };

  async function* paged<A>(
    sql: string,
    values: readonly Value[],
    first: number,
    of: (row: Row) => A,
    placeOf: (item: A) => number,
  ): AsyncGenerator<A, void, undefined> {
    for (let from = first; ;) {
      const rows = await call('read what was imported', 'apart', () => rowsOf(sql, ...values, from));
      const items = rows.map(of);
      yield* items;
      const end = items.at(-1);
      if (end === undefined || rows.length < PAGE) return;
      from = placeOf(end) + 1;
    }
  }

  return {
    putPolicy: (policy, parts) =>
      inSession('keep a policy', async (session) => {
        const { account, id } = policy;
        const record = writeRecord(KeptPolicy, policy, policyName);
        await session.run(() => changesOf('DELETE FROM policy WHERE account = $1 AND id = $2', account, id));
        await session.run(() =>
          changesOf('INSERT INTO policy (account, id, record) VALUES ($1, $2, $3)', account, id, record),
        );
        await insertParts(session, policy, parts);
      }),
    policies: (account) =>
      call('list policies', 'apart', function* () {
        const rows = yield* rowsOf('SELECT record FROM policy WHERE account = $1 ORDER BY id', account);
        return rows.map((row) => readRecord(KeptPolicy, row['record'], policyName));
      }),
    postures: (account, policy, from) =>
      paged(
        `SELECT id, host, address, control, status, modified_at, whole, brief FROM posture
         WHERE account = $1 AND policy = $2 AND id >= $3 ORDER BY id LIMIT ${PAGE}`,
        [account, policy],
        from,
        postureOf,
        ({ id }) => id,
      ),
    explanations: (account, policy) =>
      paged(
        `SELECT number, list, written FROM explanation
         WHERE account = $1 AND policy = $2 AND number >= $3 ORDER BY number LIMIT ${PAGE}`,
        [account, policy],
        0,
        explanationOf,
        ({ number }) => number,
      ),
    removePolicy: (account, id) =>
      thenForget(
        forget,
        call('forget a policy', 'together', function* () {
          return (yield* changesOf('DELETE FROM policy WHERE account = $1 AND id = $2', account, id)) > 0;
        }),
      ),

    putReport: (report, bytes) =>
      inSession('keep a report', async (session) => {
        const { account, id } = report;
        const record = writeRecord(KeptReport, report, reportName);
        await session.run(() =>
          changesOf('INSERT INTO report (account, id, record) VALUES ($1, $2, $3)', account, id, record),
        );
        let number = 0;
        for await (const piece of pieces(bytes)) {
          const text = Buffer.from(piece).toString('base64');
          const at = number;
          await session.run(() =>
            changesOf(
              'INSERT INTO report_piece (account, report, number, bytes) VALUES ($1, $2, $3, $4)',
              ...([account, id, at, text] as const),
            ),
          );
          number += 1;
        }
      }),
    reports: (account) =>
      call('list imported reports', 'apart', function* () {
        const rows = yield* rowsOf('SELECT record FROM report WHERE account = $1 ORDER BY id', account);
        return rows.map((row) => readRecord(KeptReport, row['record'], reportName));
      }),
    reportBytes: async function* (account, id) {
      const read = paged(
        `SELECT number, bytes FROM report_piece
         WHERE account = $1 AND report = $2 AND number >= $3 ORDER BY number LIMIT ${PAGE}`,
        [account, id],
        0,
        (row) => ({ number: numberOf(row, 'number'), bytes: textOf(row, 'bytes') }),
        ({ number }) => number,
      );
      for await (const { bytes } of read) yield Buffer.from(bytes, 'base64');
    },
    removeReport: (account, id) =>
      thenForget(
        forget,
        call('forget a report', 'together', function* () {
          return (yield* changesOf('DELETE FROM report WHERE account = $1 AND id = $2', account, id)) > 0;
        }),
      ),
  };
};
