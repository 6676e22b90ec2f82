import * as t from 'io-ts';

/**
 * Something a document holds that the model does not know: never dropped, always reported.
 *
 * `path` names the place, such as `/SCAN/IP/VULNS/CAT/VULN/FOO` or `…/VULN/@foo`; `text` is what stands
 * there, and `count` how often the path occurred when occurrences are summed up.
 */
export const Notice = t.readonly(
  t.intersection([t.type({ path: t.string }), t.partial({ text: t.string, count: t.number })]),
  'Notice',
);
export type Notice = t.TypeOf<typeof Notice>;

/** What every item of a document may carry. */
export interface Noticed {
  /** What stands in or just before this item and is not known to the model. */
  readonly notices?: readonly Notice[];
}
