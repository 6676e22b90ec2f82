import type { Address } from '@openguard/targets';
import { changesOf, type Work } from '../sql/work.js';
import type { StoredBytes } from './written-form.js';

/** Keeps the record of a host of a job, by the job's id, and its written bytes if there are any. */
export function* insertHost(job: number, address: Address, record: string, written: StoredBytes): Work<void> {
  const { form, bytes, packed, size } = written;
  yield* changesOf(
    `INSERT INTO host (job, address, written, record) VALUES ($1, $2, $3, $4)
     ON CONFLICT (job, address) DO UPDATE SET written = excluded.written, record = excluded.record`,
    ...[job, address, form, record],
  );
  if (bytes === null && packed === null) {
    yield* changesOf('DELETE FROM written WHERE job = $1 AND address = $2', job, address);
    return;
  }
  yield* changesOf(
    `INSERT INTO written (job, address, bytes, packed, size) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (job, address)
     DO UPDATE SET bytes = excluded.bytes, packed = excluded.packed, size = excluded.size`,
    ...[job, address, bytes, packed, size],
  );
}
