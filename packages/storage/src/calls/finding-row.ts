import { FindingFacts, FindingStanding, type KnownFinding } from '@openguard/model';
import { formatAddress } from '@openguard/targets';
import { numberOf } from '../sql/column.js';
import type { Row, Value } from '../sql/work.js';
import { addressAt } from './place.js';
import { readColumns, readRecord } from './record.js';

/** The columns of a standing, without its account and place, and without the essence of its facts. */
export const STANDING_COLUMNS =
  'key, check_id, port, protocol, section, severity, state, first_seen, last_seen, last_tested, times_found, ' +
  'opened_at, fixed_at, evidence, missed_at, missed_reason';

/** The same, of a statement that reads other tables, too. */
export const OWN_STANDING_COLUMNS = STANDING_COLUMNS.split(', ')
  .map((column) => `finding.${column}`)
  .join(', ');

/**
 * The record of a finding's facts, looked up for each finding: whatever PostgreSQL believes of the tables, it cannot join
 * all facts for a page of findings, which it does for a while after much was written.
 */
export const RECORD_OF_FACTS =
  '(SELECT record FROM fact WHERE fact.account = finding.account AND fact.place = finding.place) AS record';

/** The values of {@link STANDING_COLUMNS}. */
export const standingValues = (standing: FindingStanding): readonly Value[] => [
  standing.key,
  standing.id,
  standing.port ?? null,
  standing.protocol ?? null,
  standing.section,
  standing.severity,
  standing.state,
  standing.firstSeen,
  standing.lastSeen,
  standing.lastTested,
  standing.timesFound,
  standing.openedAt,
  standing.fixedAt ?? null,
  standing.evidence ?? null,
  standing.missedAt ?? null,
  standing.missedReason ?? null,
];

const optional = <K extends string>(key: K, value: unknown): Partial<Record<K, unknown>> =>
  value === null || value === undefined ? {} : ({ [key]: value } as Partial<Record<K, unknown>>);

const optionalNumber = (key: string, value: unknown): Partial<Record<string, unknown>> =>
  value === null || value === undefined ? {} : { [key]: Number(value) };

const nameOf = (place: string, row: Row) => ({
  place,
  what: `a finding on ${formatAddress(addressAt(numberOf(row, 'place')))}`,
});

/** A row with `place` and {@link STANDING_COLUMNS} as a standing. */
export const standingOf = (place: string, row: Row): FindingStanding =>
  readColumns(
    FindingStanding,
    {
      key: row['key'],
      id: row['check_id'],
      section: row['section'],
      severity: numberOf(row, 'severity'),
      state: row['state'],
      firstSeen: numberOf(row, 'first_seen'),
      lastSeen: numberOf(row, 'last_seen'),
      lastTested: numberOf(row, 'last_tested'),
      timesFound: numberOf(row, 'times_found'),
      openedAt: numberOf(row, 'opened_at'),
      ...optionalNumber('port', row['port']),
      ...optional('protocol', row['protocol']),
      ...optionalNumber('fixedAt', row['fixed_at']),
      ...optional('evidence', row['evidence']),
      ...optionalNumber('missedAt', row['missed_at']),
      ...optional('missedReason', row['missed_reason']),
    },
    nameOf(place, row),
  );

/** A row that has the `record` of the facts, too, as a finding with its history. */
export const knownFindingOf = (place: string, row: Row): KnownFinding => ({
  ip: formatAddress(addressAt(numberOf(row, 'place'))),
  ...standingOf(place, row),
  ...readRecord(FindingFacts, row['record'], nameOf(place, row)),
});
