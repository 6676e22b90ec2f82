import { isUtf8 } from 'node:buffer';
import { numberOf } from '../sql/column.js';
import type { Row } from '../sql/work.js';

/** What a host's row says of its written bytes: there are none, any bytes, or bytes that a text can hold. */
const FORMS = { none: 0, bytes: 1, text: 2 } as const;

/** The form of written bytes. PostgreSQL sends texts as they are, and bytes as hexadecimal digits, twice as long. */
export const formOf = (written: Uint8Array): number => {
  if (written.length === 0) return FORMS.none;
  return isUtf8(written) && !written.includes(0) ? FORMS.text : FORMS.bytes;
};

/** `BULK(bytes)` for a database that sends texts faster than bytes: the one or the other, and NULL. */
export const TEXT_OR_BYTES =
  `CASE WHEN host.written = ${FORMS.text} THEN convert_from(bytes, 'UTF8') END AS text, ` +
  `CASE WHEN host.written <> ${FORMS.text} THEN bytes END AS bytes`;

/** Whether a row, with its `form`, is of a host that was stored without written bytes. */
export const isUnwritten = (row: Row): boolean => numberOf(row, 'form') === FORMS.none;

/** The written bytes of a row; undefined when they are damaged. */
export const bytesOf = ({ text, bytes }: Row): Uint8Array | undefined => {
  if (typeof text === 'string') return Buffer.from(text, 'utf8');
  return bytes instanceof Uint8Array ? bytes : undefined;
};
