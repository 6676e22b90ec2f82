import { integerOf } from '../assembler.js';
import { entry } from '../record-table.js';
import { responseList } from '../response/response.js';
import { Batch } from './batch-return.js';

/** BATCH_RETURN. A BATCH with a CODE, even one that is no number, is no success. */
export const BATCH_RETURN = responseList({
  spine: { BATCH_LIST: {} },
  records: [
    [
      'BATCH_LIST/BATCH',
      entry(Batch, ({ code, text = '', ids }, bench) => {
        const number = integerOf(code);
        if (code !== undefined && number === undefined) bench.noteText(`${bench.path}/BATCH/CODE`, code);
        return {
          kind: 'return',
          status: code === undefined ? 'SUCCESS' : 'FAILED',
          ...(number === undefined ? {} : { number }),
          text,
          ...(ids === undefined ? {} : { ids: [...ids.ids, ...ids.ranges] }),
        };
      }),
    ],
  ],
  counted: [],
});
