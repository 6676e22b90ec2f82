import type { Noticed } from './notice.js';

/** An ERROR of the API; it may stand beside a HEADER. */
export interface RefusedItem extends Noticed {
  readonly kind: 'refused';
  readonly number?: number;
  readonly text: string;
}

/**
 * What an action came to: a GENERIC_RETURN, a SIMPLE_RETURN, or one BATCH of a BATCH_RETURN. The latter two have no
 * status of their own: `FAILED` stands for one that has a number, else `SUCCESS`.
 */
export interface ReturnItem extends Noticed {
  readonly kind: 'return';
  readonly status: string;
  readonly number?: number;
  readonly text: string;
  /** The function that was called, by whom and when, as the document says. */
  readonly api?: string;
  readonly username?: string;
  readonly at?: string;
  /** ITEM_LIST of a SIMPLE_RETURN, such as `SECONDS_TO_WAIT` or the `ID` of what was made. */
  readonly items?: readonly { readonly key: string; readonly values: readonly string[] }[];
  /** ID_SET of a BATCH: numbers and ranges of them, as they stand. */
  readonly ids?: readonly string[];
}

/** ABOUT: the versions of what answers, as text. */
export interface AboutItem extends Noticed {
  readonly kind: 'about';
  readonly api: { readonly major: string; readonly minor: string };
  readonly web: string;
  readonly scanner: string;
  readonly signatures: string;
}
