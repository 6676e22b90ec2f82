import type { Client } from '@openguard/client';
import { OpenGuardError } from '@openguard/errors';
import type { RecordItem, ReturnItem } from '@openguard/model';
import { CODES, LATER_ENDPOINTS, numberRanges, type NumberRange, type Pair } from '@openguard/protocol';
import { actionRequest } from './api.js';
import { consume } from './consume.js';

/** The kinds of authentication records, as people call them. */
export type RecordKind = 'unix' | 'cisco' | 'snmp';

/** Whether a record is of a kind. What Unix records are for besides is called Unix, too. */
export const isOfKind = ({ type }: Pick<RecordItem, 'type'>, kind: RecordKind): boolean =>
  type === kind || (kind === 'unix' && type === 'other');

const isIn = ({ first, last }: NumberRange, number: number): boolean => first <= number && number <= last;

const listOf = (ranges: readonly NumberRange[]): string =>
  ranges.map(({ first, last }) => (first === last ? String(first) : `${first}-${last}`)).join(',');

/** What is asked for, of records of one kind alone: nothing if it is of others alone, and what is told of these. */
export interface KindRequest {
  readonly pairs: readonly Pair[] | undefined;
  readonly refused: readonly ReturnItem[];
}

/**
 * Leaves records of another kind out of a request: Unix and Cisco IOS records share their numbers and the resource that
 * changes them. A single number of another kind is refused as one that nobody has; a range means what of the kind is in
 * it.
 */
export const ofKindAlone = async (
  client: Client,
  kind: RecordKind,
  pairs: readonly Pair[],
  signal: AbortSignal,
): Promise<KindRequest> => {
  const ids = pairs.find(([name]) => name === 'ids')?.[1];
  if (kind === 'snmp' || ids === undefined) return { pairs, refused: [] };
  const { unixRecordList } = LATER_ENDPOINTS;
  const asked = actionRequest('auth', unixRecordList, 'list', [['ids', ids]]);
  const { pullList } = await import('@openguard/client');
  const own: number[] = [];
  const others: number[] = [];
  await consume(pullList(client, unixRecordList, asked, { signal }), (item) => {
    if (item.kind === 'record') (isOfKind(item, kind) ? own : others).push(item.id);
    if (item.kind === 'end' && item.truncated === true)
      throw new OpenGuardError(
        'OG_REPLY_TRUNCATED',
        'the service does not tell of what kind all of these are',
      );
  });
  if (others.length === 0) return { pairs, refused: [] };
  const ranges = numberRanges(ids);
  const left = ranges.flatMap((range) =>
    others.some((id) => isIn(range, id))
      ? own.filter((id) => isIn(range, id)).map((id) => ({ first: id, last: id }))
      : [range],
  );
  const named = others.filter((id) => ranges.some(({ first, last }) => first === id && last === id));
  const refused: ReturnItem = {
    ...{ kind: 'return', status: 'FAILED', number: CODES.invalidValue },
    text: `parameter ids has invalid value: there is no such record of the kind ${kind}`,
    ids: (named.length === 0 ? others : named).map(String),
  };
  return {
    pairs:
      left.length === 0
        ? undefined
        : pairs.map(([name, value]) => [name, name === 'ids' ? listOf(left) : value] as const),
    refused: named.length === 0 && left.length > 0 ? [] : [refused],
  };
};
