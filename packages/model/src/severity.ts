import * as t from 'io-ts';

/**
 * The severity of a finding, 1 (minimal) to 5 (urgent), as API v2.01 defines it: 1 ports and services show,
 * 2 precise versions show, 3 specific data or settings show, 4 sensitive data or possible control,
 * 5 full remote control.
 */
export const Severity = t.union(
  [t.literal(1), t.literal(2), t.literal(3), t.literal(4), t.literal(5)],
  'Severity',
);
export type Severity = t.TypeOf<typeof Severity>;
