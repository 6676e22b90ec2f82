import { child, content, element, many, Text } from '@openguard/codec';
import * as E from 'fp-ts/lib/Either.js';
import { integerOf } from '../assembler.js';
import { invalid, type ReadRecord } from '../record-table.js';

/** ID_SET: numbers and ranges of numbers, where nothing else was asked for. */
export const IdSet = element('ID_SET', {
  ids: many(child('ID', Text)),
  ranges: many(child('ID_RANGE', Text)),
});

export const OneId = element('ID', { text: content(Text) });
export const RangeOfIds = element('ID_RANGE', { text: content(Text) });

/** Reads ID and ID_RANGE, of the list that is named if there are several. */
const readNumbers =
  (declared: typeof OneId, list: string | undefined): ReadRecord =>
  ({ bench }, element, offset) => {
    const decoded = bench.decode(declared, element, offset);
    if (E.isLeft(decoded)) return decoded;
    const [from = '', to = from, ...more] = decoded.right.text.split('-');
    const first = integerOf(from);
    const last = integerOf(to);
    if (first === undefined || last === undefined || last < first || more.length > 0)
      return invalid(bench, offset, declared.tagName, 'a number, or a range of numbers');
    return E.right([
      { kind: 'id', first, last, ...(list === undefined ? {} : { list }), ...bench.ledger.take() },
    ]);
  };

/** How the parts of an ID_SET are read, which may hold millions. */
export const idSetRecords = (path: string, list?: string): readonly (readonly [string, ReadRecord])[] => [
  [`${path}/ID`, readNumbers(OneId, list)],
  [`${path}/ID_RANGE`, readNumbers(RangeOfIds, list)],
];
