import { writeElement } from '@openguard/xml';
import { documentHead } from '../document-head.js';
import { formatIsoDate } from '../iso-date.js';
import { requestOf, type ToldRequest } from '../response/told-request.js';
import { BatchReturn } from './batch-return.js';

/** One outcome of an action on many things, and the numbers of those that it became of, in ascending order. */
export interface BatchOutcome {
  readonly code?: number;
  readonly text: string;
  readonly ids: readonly number[];
}

/** The numbers of an outcome as ID_SET tells them: those that follow each other as ranges. */
const idSetOf = (ids: readonly number[]): { ids: readonly string[]; ranges: readonly string[] } => {
  const spans: [first: number, last: number][] = [];
  for (const id of ids) {
    const span = spans.at(-1);
    if (span !== undefined && id === span[1] + 1) span[1] = id;
    else spans.push([id, id]);
  }
  return {
    ids: spans.flatMap(([first, last]) => (first === last ? [String(first)] : [])),
    ranges: spans.flatMap(([first, last]) => (first === last ? [] : [`${first}-${last}`])),
  };
};

/** Writes BATCH_RETURN; `at` is milliseconds since 1970, and `request` is repeated. */
export const writeBatchReturn = (
  at: number,
  outcomes: readonly BatchOutcome[],
  request?: ToldRequest,
): string =>
  documentHead('BATCH_RETURN', '/api/2.0/batch_return.dtd') +
  writeElement(
    BatchReturn.encode({
      ...requestOf(request),
      response: {
        datetime: formatIsoDate(at),
        ...(outcomes.length === 0
          ? {}
          : {
              batches: {
                batches: outcomes.map(({ code, text, ids }) => ({
                  ...(code === undefined ? {} : { code: String(code) }),
                  text,
                  ...(ids.length === 0 ? {} : { ids: idSetOf(ids) }),
                })),
              },
            }),
      },
    }),
  );
