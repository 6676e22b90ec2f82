import { writeElement } from '@openguard/xml';
import { documentHead } from '../document-head.js';
import { formatIsoDate } from '../iso-date.js';
import { GenericReturn } from './generic-return.js';

/** What an action came to; `at` is milliseconds since 1970. */
export interface Outcome {
  readonly api: string;
  readonly username: string;
  readonly at: number;
  readonly status: 'SUCCESS' | 'FAILED';
  readonly number?: number;
  readonly text: string;
}

/** Writes GENERIC_RETURN. */
export const writeGenericReturn = ({ api, username, at, status, number, text }: Outcome): string =>
  documentHead('GENERIC_RETURN', '/generic_return.dtd') +
  writeElement(
    GenericReturn.encode({
      api: { name: api, username, at: formatIsoDate(at) },
      result: { status, ...(number === undefined ? {} : { number: String(number) }), text },
    }),
  );
