import { child, element, many, one, optional, Text } from '@openguard/codec';
import type { WarningItem } from '@openguard/model';
import * as E from 'fp-ts/lib/Either.js';
import { integerOf, type Workbench } from '../assembler.js';
import type { ReadRecord } from '../record-table.js';

/** WARNING: what a reply warns of. CODE 1980 says that it is not all, and URL asks for the rest. */
export const Warning = element('WARNING', {
  code: optional(child('CODE', Text)),
  text: child('TEXT', Text),
  url: optional(child('URL', Text)),
});

export const WarningList = element('WARNING_LIST', { warnings: many(one(Warning)) });

/** The list is cut after a number of records. */
const RECORD_LIMIT = 1980;

type Told = Parameters<typeof Warning.encode>[0];

const itemOf = ({ code, text, url }: Told, bench: Workbench, place: string): WarningItem => {
  const number = integerOf(code);
  if (code !== undefined && number === undefined) bench.noteText(`${bench.path}/${place}/CODE`, code);
  return {
    kind: 'warning',
    ...(number === undefined ? {} : { number }),
    text,
    // Some are padded with line ends.
    ...(url === undefined ? {} : { url: url.trim() }),
  };
};

/** Whether a list goes on where a warning says. */
const cuts = ({ number, url }: WarningItem): boolean => number === RECORD_LIMIT || url !== undefined;

export const readWarning: ReadRecord = ({ bench, end }, element, offset) => {
  const decoded = bench.decode(Warning, element, offset);
  if (E.isLeft(decoded)) return decoded;
  const item = itemOf(decoded.right, bench, 'WARNING');
  if (cuts(item)) end.truncated = true;
  return E.right([{ ...item, ...bench.ledger.take() }]);
};

export const readWarningList: ReadRecord = ({ bench, end }, element, offset) => {
  const decoded = bench.decode(WarningList, element, offset);
  if (E.isLeft(decoded)) return decoded;
  const items = decoded.right.warnings.map((told) => itemOf(told, bench, 'WARNING_LIST/WARNING'));
  if (items.some(cuts)) end.truncated = true;
  const [first, ...others] = items;
  return E.right(first === undefined ? [] : [{ ...first, ...bench.ledger.take() }, ...others]);
};
