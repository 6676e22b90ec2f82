import { KeptMap, Scan, type JobReference, type KeptJob } from '@openguard/model';
import { storeFailed } from '../failure.js';
import { numberOf, textOf } from '../sql/column.js';
import { changesOf, firstOf, type Row, type Value, type Work } from '../sql/work.js';
import { networksOf } from './networks.js';
import { readRecord, writeRecord } from './record.js';

const serialOf = (ref: JobReference): number => Number(ref.slice(ref.lastIndexOf('.') + 1));

const writeJob = (place: string, job: KeptJob): string => {
  const name = { place, what: job.ref };
  return 'mapHost' in job ? writeRecord(KeptMap, job, name) : writeRecord(Scan, job, name);
};

const endOf = (job: KeptJob): number | null =>
  job.state === 'running' ? null : (job.endedAt ?? job.startedAt);

/** A row with `ref` and `record` as a scan. */
export const readScan = (place: string, row: Row): Scan =>
  readRecord(Scan, row['record'], { place, what: textOf(row, 'ref') });

/** A row with `ref` and `record` as a map. */
export const readMap = (place: string, row: Row): KeptMap =>
  readRecord(KeptMap, row['record'], { place, what: textOf(row, 'ref') });

/** A row with `kind`, `ref` and `record` as the job that it is. */
export const readJob = (place: string, row: Row): KeptJob =>
  row['kind'] === 'map' ? readMap(place, row) : readScan(place, row);

/** Adds a job with its batches and, for a scan, the networks by which it is found; gives its id. */
export function* addJob(place: string, job: KeptJob, batches: readonly string[]): Work<number> {
  const isMap = 'mapHost' in job;
  const values: readonly Value[] = [
    job.ref,
    isMap ? 'map' : 'scan',
    job.account,
    serialOf(job.ref),
    job.startedAt,
    endOf(job),
    Number(job.saved),
    job.state,
    isMap ? job.domain : null,
    writeJob(place, job),
  ];
  const added = yield* firstOf(
    `INSERT INTO job (ref, kind, account, serial, started_at, ended_at, held_at, saved, state, domain, record)
     VALUES ($1, $2, $3, $4, $5, $6, $5, $7, $8, $9, $10) RETURNING id`,
    ...values,
  );
  if (added === undefined) throw storeFailed(place, `add ${job.ref}`, 'the database did not add it');
  const id = numberOf(added, 'id');
  if (!isMap) {
    yield* changesOf(
      'INSERT INTO job_network (account, network, job) SELECT $1, CAST(value AS BIGINT), $2 FROM EACH($3)',
      job.account,
      id,
      JSON.stringify(networksOf(job.target)),
    );
  }
  for (const [number, targets] of batches.entries()) {
    yield* changesOf('INSERT INTO batch (job, number, targets) VALUES ($1, $2, $3)', id, number, targets);
  }
  return id;
}

const askedFor = (job: KeptJob): string =>
  JSON.stringify([job.target, job.startedAt, 'mapHost' in job ? job.domain : '']);

/** Closes a job that runs; see closeScan. */
export function* closeJob(place: string, job: KeptJob): Work<boolean> {
  const refuse = (reason: string): never => {
    throw storeFailed(place, `close ${job.ref}`, reason);
  };
  if (job.state === 'running') refuse('its new record says that it runs on');
  const row = yield* firstOf(
    `SELECT id, kind, ref, record FROM job WHERE ref = $1 AND account = $2 AND state = 'running' FOR NO KEY UPDATE`,
    job.ref,
    job.account,
  );
  if (row === undefined) return false;
  const before = readJob(place, row);
  if (askedFor(before) !== askedFor(job)) refuse('what was asked for may not change');
  yield* changesOf(
    'UPDATE job SET saved = $2, state = $3, ended_at = $4, record = $5 WHERE id = $1',
    numberOf(row, 'id'),
    Number(job.saved),
    job.state,
    endOf(job),
    writeJob(place, job),
  );
  yield* changesOf(`DELETE FROM batch WHERE job = $1 AND state = 'open'`, numberOf(row, 'id'));
  return true;
}
