/**
 * Which parts of a record are wanted. What is not is checked all the same, and never becomes a string.
 */
export interface Wanted {
  /** Names of attributes. */
  readonly attributes: 'all' | readonly string[];
  /** The text directly inside; `not-blank`: only where it holds more than blanks, as between child elements. */
  readonly text: 'all' | 'not-blank' | 'none';
  /** Children by name. */
  readonly children: Readonly<Record<string, Wanted>>;
  /** Whether children that are not named are wanted, whole. */
  readonly others: boolean;
}

/** All of an element. */
export const WHOLE: Wanted = { attributes: 'all', text: 'all', children: {}, others: true };
