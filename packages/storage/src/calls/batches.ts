import { JobReference } from '@openguard/model';
import * as t from 'io-ts';
import type { BatchStore } from '../port/batch-store.js';
import { numberOf, textOf } from '../sql/column.js';
import type { Database } from '../sql/database.js';
import { changesOf, firstOf, rowsOf } from '../sql/work.js';
import { BATCH_COLUMNS, batchName, batchRow } from './batch-row.js';
import { readColumns } from './record.js';

const OpenBatch = t.readonly(t.type({ ref: JobReference, number: t.number, account: t.string }));

/** The calls of a store that are about batches. */
export const batchCalls = ({ place, call }: Database): BatchStore => {
  const nameOf = (ref: string, number: number) => batchName(place, ref, number);

  return {
    beginBatch: (ref, number) =>
      call(`begin ${nameOf(ref, number).what}`, 'together', function* () {
        const row = yield* firstOf(
          `UPDATE batch SET attempts = attempts + 1, seconds_left = NULL
           WHERE number = $2 AND state = 'open'
             AND job = (SELECT id FROM job WHERE ref = $1 AND state = 'running' AND stop_reason IS NULL)
           RETURNING ${BATCH_COLUMNS}`,
          ref,
          number,
        );
        return row === undefined ? undefined : batchRow(place, ref, row);
      }),
    noteProgress: (ref, number, progress, secondsLeft) =>
      call(`note the progress of ${nameOf(ref, number).what}`, 'lightly', function* () {
        yield* changesOf(
          `UPDATE batch SET progress = $3, seconds_left = $4
           WHERE number = $2 AND state = 'open' AND job = (SELECT id FROM job WHERE ref = $1)`,
          ref,
          number,
          progress,
          secondsLeft ?? null,
        );
      }),
    handBack: (ref, number) =>
      call(`hand back ${nameOf(ref, number).what}`, 'together', function* () {
        yield* changesOf(
          `UPDATE batch SET attempts = attempts - 1, seconds_left = NULL
           WHERE number = $2 AND state = 'open' AND attempts > 0 AND job = (SELECT id FROM job WHERE ref = $1)`,
          ref,
          number,
        );
      }),
    endBatch: (ref, number, { state, notAlive, failure }) =>
      call(`end ${nameOf(ref, number).what}`, 'together', function* () {
        const job = yield* firstOf('SELECT id FROM job WHERE ref = $1 FOR NO KEY UPDATE', ref);
        if (job === undefined) return 0;
        const id = numberOf(job, 'id');
        yield* changesOf(
          `UPDATE batch SET state = $3, progress = 1, not_alive = $4, failure = $5
           WHERE job = $1 AND number = $2 AND state = 'open'`,
          id,
          number,
          state,
          notAlive,
          failure ?? null,
        );
        const open = yield* firstOf(
          `SELECT count(*) AS open FROM batch WHERE job = $1 AND state = 'open'`,
          id,
        );
        return open === undefined ? 0 : numberOf(open, 'open');
      }),
    batchesOf: (ref) =>
      call(`read the batches of ${ref}`, 'apart', function* () {
        const rows = yield* rowsOf(
          `SELECT ${BATCH_COLUMNS} FROM job JOIN batch ON batch.job = job.id WHERE ref = $1 ORDER BY number`,
          ref,
        );
        return rows.map((row) => batchRow(place, ref, row));
      }),
    openBatches: () =>
      call('list open batches', 'apart', function* () {
        const rows = yield* rowsOf(
          `SELECT job.ref, batch.number, job.account FROM job JOIN batch ON batch.job = job.id
           WHERE job.state = 'running' AND batch.state = 'open' ORDER BY job.started_at, job.serial, batch.number`,
        );
        return rows.map((row) => {
          const open = { ref: row['ref'], number: numberOf(row, 'number'), account: row['account'] };
          return readColumns(OpenBatch, open, nameOf(textOf(row, 'ref'), open.number));
        });
      }),
  };
};
