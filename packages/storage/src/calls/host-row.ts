import type { Address } from '@openguard/targets';
import { formOf } from './written-form.js';
import { changesOf, type Work } from '../sql/work.js';

/** Keeps the record of a host of a job, by the job's id, and its written bytes if there are any. */
export function* insertHost(job: number, address: Address, record: string, written: Uint8Array): Work<void> {
  yield* changesOf(
    `INSERT INTO host (job, address, written, record) VALUES ($1, $2, $3, $4)
     ON CONFLICT (job, address) DO UPDATE SET written = excluded.written, record = excluded.record`,
    job,
    address,
    formOf(written),
    record,
  );
  if (written.length > 0) {
    yield* changesOf(
      `INSERT INTO written (job, address, bytes) VALUES ($1, $2, $3)
       ON CONFLICT (job, address) DO UPDATE SET bytes = excluded.bytes`,
      job,
      address,
      written,
    );
  } else yield* changesOf('DELETE FROM written WHERE job = $1 AND address = $2', job, address);
}
