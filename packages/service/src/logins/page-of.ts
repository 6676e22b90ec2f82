import type { LoginRecord } from '@openguard/model';
import { inRanges, numberRanges } from '@openguard/protocol';

/** Which records are wanted. `title` and `comments`: what stands in them, whatever its case. */
export interface LoginQuery {
  readonly ids?: string;
  readonly idMin?: number;
  readonly idMax?: number;
  readonly title?: string;
  readonly comments?: string;
}

/** Records by their ids, and the id of the next one where there are more than a list holds. */
export interface LoginPage {
  readonly records: readonly LoginRecord[];
  readonly next?: number;
}

/** The most that a list holds. */
const MOST_LISTED = 1000;

const holds = (text: string, part: string): boolean => text.toLowerCase().includes(part.toLowerCase());

/** Those of some records, in the order of their ids, that are wanted. */
export const pageOf = (
  there: readonly LoginRecord[],
  { ids, idMin = 0, idMax = Number.MAX_SAFE_INTEGER, title = '', comments = '' }: LoginQuery,
): LoginPage => {
  const ranges = ids === undefined ? undefined : numberRanges(ids);
  const wanted = there.filter(
    (record) =>
      (ranges === undefined || inRanges(ranges, record.id)) &&
      record.id >= idMin &&
      record.id <= idMax &&
      holds(record.title, title) &&
      holds(record.comments, comments),
  );
  const next = wanted[MOST_LISTED];
  return { records: wanted.slice(0, MOST_LISTED), ...(next === undefined ? {} : { next: next.id }) };
};
