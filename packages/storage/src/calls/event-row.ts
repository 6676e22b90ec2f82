import { EventKind, type FindingEvent } from '@openguard/model';
import { numberOf, textOf } from '../sql/column.js';
import type { Row, Value } from '../sql/work.js';
import { readColumns } from './record.js';

/** The columns of an event, without its account and place. */
export const EVENT_COLUMNS = 'at, digest, what, section, severity, was_section, was_severity, lasted';

/** The values of {@link EVENT_COLUMNS}. */
export const eventValues = ({ at, report, what, grade, before, lasted }: FindingEvent): readonly Value[] => [
  at,
  report,
  what,
  grade.section,
  grade.severity,
  before?.section ?? null,
  before?.severity ?? null,
  lasted ?? null,
];

/** What a row of events says of their kind. */
export const eventKindOf = (place: string, row: Row): EventKind =>
  readColumns(
    EventKind,
    {
      what: row['what'],
      grade: { section: row['section'], severity: numberOf(row, 'severity') },
      ...(row['was_section'] === null
        ? {}
        : { before: { section: row['was_section'], severity: numberOf(row, 'was_severity') } }),
    },
    { place, what: 'an event of a finding' },
  );

/** A row with {@link EVENT_COLUMNS} and the key of its finding as an event. */
export const eventOf = (place: string, row: Row): FindingEvent => ({
  ...eventKindOf(place, row),
  key: textOf(row, 'key'),
  at: numberOf(row, 'at'),
  report: textOf(row, 'digest'),
  ...(row['lasted'] === null ? {} : { lasted: numberOf(row, 'lasted') }),
});
