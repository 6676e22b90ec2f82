import * as t from 'io-ts';
import { Section } from './finding.js';

/** What a finding was graded: 0 is no severity. */
export const FindingGrade = t.readonly(t.type({ section: Section, severity: t.number }), 'FindingGrade');
export type FindingGrade = t.TypeOf<typeof FindingGrade>;

/**
 * What became of a finding: it was opened, reopened, fixed, or its grade changed while it was open. `fixed`: a report
 * proves that it is gone; `inferred`: that it is gone is only inferred; `proven`: what was inferred is proven now.
 *
 * - `grade`: from then on, or of one that is gone until then; `before`: until then, of one whose grade changed.
 */
export const EventKind = t.readonly(
  t.intersection([
    t.type({
      what: t.keyof({
        ...{ opened: null, reopened: null, changed: null },
        ...{ fixed: null, inferred: null, proven: null },
      }),
      grade: FindingGrade,
    }),
    t.partial({ before: FindingGrade }),
  ]),
  'EventKind',
);
export type EventKind = t.TypeOf<typeof EventKind>;

/**
 * What became of a finding, in milliseconds since 1970, UTC.
 *
 * - `key`: whose; `report`: the digest of the report that shows it.
 * - `lasted`: for how long one that is gone was open.
 */
export interface FindingEvent extends EventKind {
  readonly key: string;
  readonly at: number;
  readonly report: string;
  readonly lasted?: number;
}
