import { JobReference, ScanState } from '@openguard/model';
import * as t from 'io-ts';
import type { JobStore, Standing, UnheldJob } from '../port/job-store.js';
import { numberOf, textOf } from '../sql/column.js';
import type { Database } from '../sql/database.js';
import { changesOf, firstOf, rowsOf, type Row, type Value } from '../sql/work.js';
import { readJob } from './job-row.js';
import { readColumns } from './record.js';

const Place = t.type({ ref: JobReference, state: ScanState });

/** The jobs named in a JSON array, each with its batches counted up. */
export const STANDING = `
  SELECT job.ref, job.state, job.stop_reason, count(batch.number) AS batches, coalesce(sum(batch.attempts), 0) AS attempts,
    coalesce(sum(CASE WHEN batch.state = 'open' THEN batch.progress ELSE 1 END), 0) AS progress,
    count(CASE WHEN batch.state <> 'open' THEN 1 END) AS ended,
    count(CASE WHEN batch.state = 'open' THEN batch.seconds_left END) AS foretold,
    max(CASE WHEN batch.state = 'open' THEN batch.seconds_left END) AS seconds_left
  FROM job LEFT JOIN batch ON batch.job = job.id
  WHERE job.ref IN (SELECT value FROM EACH($1))
  GROUP BY job.id, job.ref, job.state, job.stop_reason`;

/** Running jobs that somebody said are to be stopped. */
export const TO_STOP = `
  SELECT ref, state FROM job WHERE state = 'running' AND stop_reason IS NOT NULL ORDER BY started_at, serial`;

/** Running jobs whose batches have all ended. */
export const TO_CLOSE = `
  SELECT ref, state FROM job
  WHERE state = 'running' AND NOT EXISTS (SELECT 1 FROM batch WHERE batch.job = job.id AND batch.state = 'open')
  ORDER BY started_at, serial`;

const ended = (before: number, account: string | undefined): readonly [string, ...Value[]] =>
  account === undefined
    ? [`state <> 'running' AND ended_at < $1`, before]
    : [`state <> 'running' AND ended_at < $1 AND account = $2`, before, account];

/** The calls of a store that are about jobs, which are scans and maps alike. */
export const jobCalls = ({ place, call, forget }: Database): JobStore => {
  const placeOf = (row: Row): t.TypeOf<typeof Place> =>
    readColumns(Place, row, { place, what: textOf(row, 'ref') });
  const standingOf = (row: Row): Standing => {
    const { ref, state } = placeOf(row);
    const batches = numberOf(row, 'batches');
    const over = state !== 'running';
    const open = batches - numberOf(row, 'ended');
    const foretold = !over && open > 0 && numberOf(row, 'foretold') === open;
    return {
      ref,
      state,
      progress: over ? 1 : batches === 0 ? 0 : numberOf(row, 'progress') / batches,
      ...(foretold ? { secondsLeft: numberOf(row, 'seconds_left') } : {}),
      begun: over || numberOf(row, 'attempts') > 0 || numberOf(row, 'ended') > 0,
      ...(typeof row['stop_reason'] === 'string' ? { stopReason: row['stop_reason'] } : {}),
    };
  };
  const unheldOf = (row: Row): UnheldJob => ({
    ...placeOf(row),
    account: textOf(row, 'account'),
    saved: false,
  });

  return {
    findJob: (ref) =>
      call(`read ${ref}`, 'apart', function* () {
        const row = yield* firstOf('SELECT kind, ref, record FROM job WHERE ref = $1', ref);
        return row === undefined ? undefined : readJob(place, row);
      }),
    listRunning: (account) =>
      call('list what runs', 'apart', function* () {
        const select = `SELECT kind, ref, record FROM job WHERE state = 'running'`;
        const rows =
          account === undefined
            ? yield* rowsOf(`${select} ORDER BY started_at, serial`)
            : yield* rowsOf(`${select} AND account = $1 ORDER BY started_at, serial`, account);
        return rows.map((row) => readJob(place, row));
      }),
    jobsToStop: () =>
      call('list jobs to stop', 'apart', function* () {
        return (yield* rowsOf(TO_STOP)).map((row) => placeOf(row).ref);
      }),
    jobsToClose: () =>
      call('list jobs to close', 'apart', function* () {
        return (yield* rowsOf(TO_CLOSE)).map((row) => placeOf(row).ref);
      }),
    standing: (refs) =>
      call('tell where jobs stand', 'apart', function* () {
        return (yield* rowsOf(STANDING, JSON.stringify(refs))).map(standingOf);
      }),
    stopJob: (account, ref, reason) =>
      call(`stop ${ref}`, 'together', function* () {
        const marked = yield* changesOf(
          `UPDATE job SET stop_reason = coalesce(stop_reason, $3)
           WHERE ref = $1 AND account = $2 AND state = 'running'`,
          ref,
          account,
          reason,
        );
        return marked > 0;
      }),
    holdJobs: (refs, at) =>
      call('hold jobs', 'lightly', function* () {
        yield* changesOf(
          'UPDATE job SET held_at = $2 WHERE held_at < $2 AND ref IN (SELECT value FROM EACH($1))',
          JSON.stringify(refs),
          at,
        );
      }),
    unheldJobs: (before) =>
      call('list jobs that nobody waits for', 'apart', function* () {
        const rows = yield* rowsOf(
          'SELECT ref, account, state FROM job WHERE saved = 0 AND held_at < $1 ORDER BY started_at, serial',
          before,
        );
        return rows.map(unheldOf);
      }),
    countEnded: (before, account) =>
      call('count what has ended', 'apart', function* () {
        const [where, ...values] = ended(before, account);
        const row = yield* firstOf(`SELECT count(*) AS ended FROM job WHERE ${where}`, ...values);
        return row === undefined ? 0 : numberOf(row, 'ended');
      }),
    eraseEnded: async (before, account) => {
      const [where, ...values] = ended(before, account);
      const oldest = `SELECT id FROM job WHERE ${where} ORDER BY ended_at LIMIT 1`;
      // One a transaction: others that write wait for a report at most, not for all of them.
      for (let erased = 0; ; erased += 1) {
        const removed = await call('erase what has ended', 'together', () =>
          changesOf(`DELETE FROM job WHERE id IN (${oldest})`, ...values),
        );
        if (removed > 0) continue;
        await forget();
        return erased;
      }
    },
  };
};
