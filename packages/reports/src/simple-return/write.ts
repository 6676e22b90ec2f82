import { writeElement } from '@openguard/xml';
import { documentHead } from '../document-head.js';
import { formatIsoDate } from '../iso-date.js';
import { requestOf, type ToldRequest } from '../response/told-request.js';
import { SimpleReturn } from './simple-return.js';

/**
 * What an action of API v2 came to; `at` is milliseconds since 1970. With a `code` it has failed. `request` is
 * repeated.
 */
export interface SimpleOutcome {
  readonly at: number;
  readonly code?: number;
  readonly text: string;
  readonly items?: readonly { readonly key: string; readonly values: readonly string[] }[];
  readonly request?: ToldRequest;
}

/** Writes SIMPLE_RETURN. */
export const writeSimpleReturn = ({ at, code, text, items, request }: SimpleOutcome): string =>
  documentHead('SIMPLE_RETURN', '/api/2.0/simple_return.dtd') +
  writeElement(
    SimpleReturn.encode({
      ...requestOf(request),
      response: {
        datetime: formatIsoDate(at),
        ...(code === undefined ? {} : { code: String(code) }),
        text,
        ...(items === undefined ? {} : { items: { items } }),
      },
    }),
  );
