import type { Noticed } from './notice.js';

/** What was asked for, where a reply repeats it (`echo_request=1`). */
export interface RequestItem extends Noticed {
  readonly kind: 'request';
  readonly at?: string;
  readonly user?: string;
  readonly resource?: string;
  readonly parameters: readonly { readonly key: string; readonly value: string }[];
  readonly postData?: string;
}

/** Something that a reply warns of; with number 1980 it is not all: `url` asks for what follows. */
export interface WarningItem extends Noticed {
  readonly kind: 'warning';
  readonly number?: number;
  readonly text: string;
  /** Without the blanks around it. */
  readonly url?: string;
}

/** Numbers alone, of hosts or records: one, or all from `first` to `last`. */
export interface IdItem extends Noticed {
  readonly kind: 'id';
  readonly first: number;
  readonly last: number;
  /** The list that they stand in, where there are several, such as `AUTH_UNIX_IDS`. */
  readonly list?: string;
}

/** What a reply explains at its end: who a user is, what a control demands, how a technology is called. */
export interface GlossaryItem extends Noticed {
  readonly kind: 'glossary';
  /** The name of the element in lower case, such as `user` or `asset_group`. */
  readonly entry: string;
  readonly values: Readonly<Record<string, unknown>>;
}

/** A host that was left out of a list that was pulled page by page, since no page with it ever came whole. */
export interface SkippedItem extends Noticed {
  readonly kind: 'skipped';
  readonly hostId: number;
  /** Why, in a sentence for people. */
  readonly reason: string;
}

/** A report that was made on the service and lies there to be fetched. Dates and other texts as they stand. */
export interface SharedReportItem extends Noticed {
  readonly kind: 'shared-report';
  readonly id: number;
  readonly title?: string;
  readonly type?: string;
  readonly user?: string;
  readonly launched?: string;
  readonly format?: string;
  readonly size?: string;
  /** `Finished`, `Running`, `Submitted`, `Canceled` or `Errors`. */
  readonly state?: string;
  readonly message?: string;
  readonly percent?: string;
  readonly expires?: string;
}
