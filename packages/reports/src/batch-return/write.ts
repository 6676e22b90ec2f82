import { writeElement } from '@openguard/xml';
import { documentHead } from '../document-head.js';
import { formatIsoDate } from '../iso-date.js';
import { BatchReturn } from './batch-return.js';

/** One outcome of an action on many things, and the numbers of those that it became of. */
export interface BatchOutcome {
  readonly code?: number;
  readonly text: string;
  readonly ids: readonly number[];
}

/** Writes BATCH_RETURN; `at` is milliseconds since 1970. */
export const writeBatchReturn = (at: number, outcomes: readonly BatchOutcome[]): string =>
  documentHead('BATCH_RETURN', '/api/2.0/batch_return.dtd') +
  writeElement(
    BatchReturn.encode({
      response: {
        datetime: formatIsoDate(at),
        batches: {
          batches: outcomes.map(({ code, text, ids }) => ({
            ...(code === undefined ? {} : { code: String(code) }),
            text,
            ids: { ids: ids.map(String), ranges: [] },
          })),
        },
      },
    }),
  );
