import { ScanReference, Section, TakenReport } from '@openguard/model';
import * as t from 'io-ts';
import type { EventCount, FindingQuery, HistoryStore, OpenCount } from '../port/history-store.js';
import { numberOf, textOf } from '../sql/column.js';
import type { Database } from '../sql/database.js';
import { changesOf, firstOf, rowsOf, type Value } from '../sql/work.js';
import { EVENT_COLUMNS, eventKindOf, eventOf } from './event-row.js';
import { knownFindingOf, OWN_STANDING_COLUMNS, RECORD_OF_FACTS } from './finding-row.js';
import { LAST_ADDRESS } from './host-pages.js';
import { KNOWN_HOST_COLUMNS, knownHostOf } from './known-host-row.js';
import { placesBetween } from './place.js';
import { readColumns, readRecord, writeRecord } from './record.js';
import { takeVisits } from './take-visits.js';

const PAGE = 512;

const OpenKind = t.type({ section: Section, severity: t.number, count: t.number });

/** The conditions of a query, for places from one to another ($2, $3). */
const conditionsOf = ({
  account,
  first,
  last,
  open,
  sections,
  severity,
}: FindingQuery): { readonly where: string; readonly values: Value[] } => {
  const { from, to } = placesBetween(first, last);
  const values: Value[] = [account, from, to];
  const conditions = ['finding.account = $1', 'finding.place >= $2', 'finding.place <= $3'];
  if (open === true) conditions.push(`finding.state <> 'fixed'`);
  if (sections !== undefined)
    conditions.push(`finding.section IN (SELECT value FROM EACH($${values.push(JSON.stringify(sections))}))`);
  if (severity !== undefined) conditions.push(`finding.severity >= $${values.push(severity)}`);
  return { where: conditions.join(' AND '), values };
};

/** The findings of a query, a page of them from a place on. */
export const findingPage = (query: FindingQuery): { readonly sql: string; readonly values: Value[] } => {
  const { where, values } = conditionsOf(query);
  const sql = `
    SELECT finding.place AS place, ${OWN_STANDING_COLUMNS}, ${RECORD_OF_FACTS}
    FROM finding WHERE ${where}
    ORDER BY finding.place LIMIT ${PAGE}`;
  return { sql, values };
};

const HOSTS = `
  SELECT ${KNOWN_HOST_COLUMNS} FROM known_host
  WHERE account = $1 AND address >= $2 AND address <= $3 ORDER BY address LIMIT ${PAGE}`;

const EVENTS = `
  SELECT finding.key AS key, ${EVENT_COLUMNS.split(', ')
    .map((column) => `finding_event.${column}`)
    .join(', ')}
  FROM finding_event CROSS JOIN finding
  WHERE finding.account = finding_event.account AND finding.place = finding_event.place
    AND finding_event.account = $1 AND finding_event.place >= $2 AND finding_event.place <= $3
    AND finding.account = $1 AND finding.place >= $2 AND finding.place <= $3
  ORDER BY finding_event.at, finding_event.digest, finding.key`;

const COUNT_EVENTS = `
  SELECT at / CAST($2 AS BIGINT) AS span, what, section, severity, was_section, was_severity,
    count(*) AS n, coalesce(sum(lasted), 0) AS lasted
  FROM finding_event WHERE account = $1
  GROUP BY 1, 2, 3, 4, 5, 6 ORDER BY 1, 2, 3, 4, 5, 6`;

/** The calls of a store that are about the history of findings. */
export const historyCalls = ({ place, call }: Database): HistoryStore => {
  const reportName = { place, what: 'a report that was taken in' };

  return {
    beginTaking: (account, report) =>
      call('begin to take in a report', 'together', function* () {
        const { digest, at } = report;
        yield* changesOf(
          `INSERT INTO taken (account, digest, at, complete, record) VALUES ($1, $2, $3, 0, $4)
           ON CONFLICT (account, digest) DO NOTHING`,
          account,
          digest,
          at,
          writeRecord(TakenReport, report, reportName),
        );
        const row = yield* firstOf(
          'SELECT complete FROM taken WHERE account = $1 AND digest = $2',
          account,
          digest,
        );
        return row === undefined || numberOf(row, 'complete') === 0;
      }),
    takeVisits: (account, digest, visits, judge) =>
      call('take in a report', 'together', () => takeVisits(place, account, digest, visits, judge)),
    endTaking: (account, report) =>
      call('take in a report', 'together', function* () {
        yield* changesOf(
          'UPDATE taken SET complete = 1, record = $3 WHERE account = $1 AND digest = $2',
          account,
          report.digest,
          writeRecord(TakenReport, report, reportName),
        );
      }),
    takenReports: (account) =>
      call('list the reports that were taken in', 'apart', function* () {
        const rows = yield* rowsOf(
          'SELECT complete, record FROM taken WHERE account = $1 ORDER BY at, digest',
          account,
        );
        return rows.map((row) => ({
          ...readRecord(TakenReport, row['record'], reportName),
          complete: numberOf(row, 'complete') === 1,
        }));
      }),

    knownFindings: async function* (query) {
      const { sql, values } = findingPage(query);
      for (;;) {
        const rows = await call('read the history', 'apart', () => rowsOf(sql, ...values));
        for (const row of rows) yield knownFindingOf(place, row);
        const end = rows.at(-1);
        if (end === undefined || rows.length < PAGE) return;
        values[1] = numberOf(end, 'place') + 1;
      }
    },
    countOpen: (query) =>
      call('count what is open', 'apart', function* () {
        const { where, values } = conditionsOf({ ...query, open: true });
        const rows = yield* rowsOf(
          `SELECT section, severity, count(*) AS n FROM finding WHERE ${where} GROUP BY 1, 2 ORDER BY 1, 2`,
          ...values,
        );
        return rows.map((row): OpenCount => {
          const counts = { severity: numberOf(row, 'severity'), count: numberOf(row, 'n') };
          return readColumns(OpenKind, { section: row['section'], ...counts }, { place, what: 'a finding' });
        });
      }),
    knownHosts: async function* (account, first = 0, last = LAST_ADDRESS) {
      for (let from = first; ;) {
        const rows = await call('read the history', 'apart', () => rowsOf(HOSTS, account, from, last));
        yield* rows.map((row) => knownHostOf(place, row));
        const end = rows.at(-1);
        if (end === undefined || rows.length < PAGE) return;
        from = numberOf(end, 'address') + 1;
      }
    },
    eventsOf: (account, address) =>
      call('read the history', 'apart', function* () {
        const { from, to } = placesBetween(address, address);
        return (yield* rowsOf(EVENTS, account, from, to)).map((row) => eventOf(place, row));
      }),
    countEvents: (account, spanMs) =>
      call('count what became of findings', 'apart', function* () {
        const rows = yield* rowsOf(COUNT_EVENTS, account, spanMs);
        return rows.map((row): EventCount => ({
          ...eventKindOf(place, row),
          span: numberOf(row, 'span'),
          count: numberOf(row, 'n'),
          lasted: numberOf(row, 'lasted'),
        }));
      }),

    scansToTake: (limit) =>
      call('list scans that were not taken in', 'apart', function* () {
        const rows = yield* rowsOf(
          `SELECT ref FROM job WHERE taken = 0 AND saved = 1 AND kind = 'scan' AND state <> 'running'
           ORDER BY started_at, serial LIMIT $1`,
          limit,
        );
        return rows.map((row) =>
          readColumns(ScanReference, row['ref'], { place, what: `the scan ${textOf(row, 'ref')}` }),
        );
      }),
    noteTaken: (ref) =>
      call(`note that ${ref} was taken in`, 'together', function* () {
        yield* changesOf('UPDATE job SET taken = 1 WHERE ref = $1', ref);
      }),
  };
};
