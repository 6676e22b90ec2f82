import * as t from 'io-ts';
import { Section } from './finding.js';

/** What a finding was graded: 0 is no severity. */
export const FindingGrade = t.readonly(t.type({ section: Section, severity: t.number }), 'FindingGrade');
export type FindingGrade = t.TypeOf<typeof FindingGrade>;

/**
 * What became of a finding: it was opened, reopened, fixed, or its grade changed while it was open.
 *
 * - `grade`: from then on, or of a fixed one until then; `before`: until then, of one whose grade changed.
 */
export const EventKind = t.readonly(
  t.intersection([
    t.type({
      what: t.keyof({ opened: null, reopened: null, fixed: null, changed: null }),
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
 * - `lasted`: for how long a fixed one was open.
 */
export interface FindingEvent extends EventKind {
  readonly key: string;
  readonly at: number;
  readonly report: string;
  readonly lasted?: number;
}
