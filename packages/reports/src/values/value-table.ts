import type { Values } from './values.js';

/** One attribute of an element: whether it must be there, and what it may hold. */
export interface AttributeRow {
  readonly occurs: 'required' | 'implied';
  readonly values: Values;
}

/** One row of a table of XPath expressions: a path, what may stand in it and how often, and its attributes. */
export interface ValueRow {
  readonly path: string;
  readonly content: string;
  readonly attributes: Readonly<Record<string, AttributeRow>>;
}

/** One of the tables with which the API's documentation says what to expect of a function's reply. */
export interface ValueTable {
  readonly appendix: string;
  readonly reply: string;
  readonly rows: readonly ValueRow[];
}

export const row = (
  path: string,
  content: string,
  attributes: Readonly<Record<string, AttributeRow>> = {},
): ValueRow => ({ path, content, attributes });

export const required = (values: Values): AttributeRow => ({ occurs: 'required', values });

export const implied = (values: Values): AttributeRow => ({ occurs: 'implied', values });

export const TEXT = '(#PCDATA)*';
