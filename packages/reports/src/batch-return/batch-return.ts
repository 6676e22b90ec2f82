import { child, element, many, one, optional, Text } from '@openguard/codec';
import { IdSet } from '../response/id-set.js';
import { Request } from '../response/request.js';

/** BATCH: one outcome, and what it became of. */
export const Batch = element('BATCH', {
  code: optional(child('CODE', Text)),
  text: optional(child('TEXT', Text)),
  ids: optional(one(IdSet)),
});

const BatchList = element('BATCH_LIST', { batches: many(one(Batch)) });

const BatchResponse = element('RESPONSE', {
  datetime: optional(child('DATETIME', Text)),
  batches: optional(one(BatchList)),
});

/** BATCH_RETURN: what an action on many things came to; each outcome is one BATCH. */
export const BatchReturn = element('BATCH_RETURN', {
  request: optional(one(Request)),
  response: one(BatchResponse),
});
