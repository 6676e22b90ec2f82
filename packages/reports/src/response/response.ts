import { content, element, Text } from '@openguard/codec';
import type { Spine } from '@openguard/xml';
import * as E from 'fp-ts/lib/Either.js';
import type { Readable } from '../assembler.js';
import { entry, NOTHING, type ReadRecord, type RecordTable } from '../record-table.js';
import { idSetRecords } from './id-set.js';
import { readRequest } from './request.js';
import { readWarning, readWarningList } from './warning.js';

const Datetime = element('DATETIME', { text: content(Text) });

const readDatetime: ReadRecord = ({ bench, end }, element, offset) => {
  if (end.answered !== undefined) {
    bench.noteUnknown(element);
    return NOTHING;
  }
  const decoded = bench.decode(Datetime, element, offset);
  if (E.isLeft(decoded)) return decoded;
  end.answered = decoded.right.text;
  return NOTHING;
};

/** An entry of a glossary: its element, which is declared as it is explained. */
export const glossaryEntry = (declared: Readable<object>): ReadRecord =>
  entry(declared, (values) => ({
    kind: 'glossary',
    entry: declared.tagName.toLowerCase(),
    values: { ...values },
  }));

/** What is particular about a list of API v2. */
interface ResponseList extends Pick<RecordTable, 'counted' | 'groups'> {
  /** What stands in RESPONSE and may be large. */
  readonly spine: Spine;
  /** How records are read, by their paths below RESPONSE. */
  readonly records: readonly (readonly [string, ReadRecord])[];
}

/**
 * A list of API v2: REQUEST, and RESPONSE with DATETIME, the list, warnings and a glossary. Of an empty list there is
 * nothing but DATETIME.
 */
export const responseList = ({ spine, records, ...rest }: ResponseList): RecordTable => ({
  ...rest,
  spine: { RESPONSE: { ID_SET: {}, ...spine } },
  needs: 'RESPONSE',
  records: new Map<string, ReadRecord>([
    ['REQUEST', readRequest],
    ['RESPONSE/DATETIME', readDatetime],
    ['RESPONSE/WARNING', readWarning],
    ['RESPONSE/WARNING_LIST', readWarningList],
    ...idSetRecords('RESPONSE/ID_SET'),
    ...records.map(([path, read]) => [`RESPONSE/${path}`, read] as const),
  ]),
});
