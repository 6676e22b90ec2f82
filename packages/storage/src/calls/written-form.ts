import { numberOf } from '../sql/column.js';
import type { Row } from '../sql/work.js';

/** What a host's row says of its written bytes: there are none, or there are. Older stores have 2, too, for texts. */
const FORMS = { none: 0, bytes: 1 } as const;

/** The form of written bytes. */
export const formOf = (written: Uint8Array): number => (written.length === 0 ? FORMS.none : FORMS.bytes);

/** Whether a row, with its `form`, is of a host that was stored without written bytes. */
export const isUnwritten = (row: Row): boolean => numberOf(row, 'form') === FORMS.none;

/** The written bytes of a row; undefined when they are damaged. */
export const bytesOf = ({ bytes }: Row): Uint8Array | undefined =>
  bytes instanceof Uint8Array ? bytes : undefined;
