import { Batch } from '@openguard/model';
import { numberOf } from '../sql/column.js';
import type { Row } from '../sql/work.js';
import { readColumns } from './record.js';

/** The columns that make a batch, in a statement whose tables include `batch`. */
export const BATCH_COLUMNS = 'number, targets, batch.state, attempts, progress, not_alive, failure';

/** A batch for messages. */
export const batchName = (place: string, ref: string, number: number) => ({
  place,
  what: `batch ${number} of ${ref}`,
});

/** A row of a job's batch. */
export const batchRow = (place: string, ref: string, row: Row): Batch => {
  const number = numberOf(row, 'number');
  const batch = {
    ref,
    number,
    targets: row['targets'],
    state: row['state'],
    attempts: numberOf(row, 'attempts'),
    progress: numberOf(row, 'progress'),
    notAlive: row['not_alive'],
    ...(row['failure'] === null ? {} : { failure: row['failure'] }),
  };
  return readColumns(Batch, batch, batchName(place, ref, number));
};
