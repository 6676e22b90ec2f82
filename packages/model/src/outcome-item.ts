import type { Noticed } from './notice.js';

/** An ERROR of the API; it may stand beside a HEADER. */
export interface RefusedItem extends Noticed {
  readonly kind: 'refused';
  readonly number?: number;
  readonly text: string;
}

/** A GENERIC_RETURN: what an action came to. */
export interface ReturnItem extends Noticed {
  readonly kind: 'return';
  readonly status: string;
  readonly number?: number;
  readonly text: string;
  /** The function that was called, by whom and when, as the document says. */
  readonly api?: string;
  readonly username?: string;
  readonly at?: string;
}

/** ABOUT: the versions of what answers, as text. */
export interface AboutItem extends Noticed {
  readonly kind: 'about';
  readonly api: { readonly major: string; readonly minor: string };
  readonly web: string;
  readonly scanner: string;
  readonly signatures: string;
}
