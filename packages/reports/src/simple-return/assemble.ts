import { integerOf } from '../assembler.js';
import { entry, type RecordTable } from '../record-table.js';
import { readRequest } from '../response/request.js';
import { SimpleResponse } from './simple-return.js';

/** SIMPLE_RETURN. One with a CODE, even one that is no number, is no success. */
export const SIMPLE_RETURN: RecordTable = {
  spine: {},
  needs: 'RESPONSE',
  records: new Map([
    ['REQUEST', readRequest],
    [
      'RESPONSE',
      entry(SimpleResponse, ({ datetime, code, text, items }, bench) => {
        const number = integerOf(code);
        if (code !== undefined && number === undefined) bench.noteText(`${bench.path}/RESPONSE/CODE`, code);
        return {
          kind: 'return',
          status: code === undefined ? 'SUCCESS' : 'FAILED',
          ...(number === undefined ? {} : { number }),
          text,
          ...(datetime === undefined ? {} : { at: datetime }),
          ...(items === undefined ? {} : { items: items.items }),
        };
      }),
    ],
  ]),
  counted: [],
};
