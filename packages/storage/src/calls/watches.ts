import { FindingFacts, ScanReference, Watch, type OutgoingMail } from '@openguard/model';
import { formatAddress } from '@openguard/targets';
import * as t from 'io-ts';
import type { NewFinding, WatchStore } from '../port/watch-store.js';
import { numberOf, textOf } from '../sql/column.js';
import type { Database } from '../sql/database.js';
import { changesOf, firstOf, rowsOf, type Row, type Work } from '../sql/work.js';
import { RECORD_OF_FACTS } from './finding-row.js';
import { addMail, dropMails } from './mails.js';
import { addressAt } from './place.js';
import { readColumns, readRecord, writeRecord } from './record.js';

const What = t.keyof({ opened: null, reopened: null, worsened: null });

/** What was told before, as severe a vulnerability, is not new when it changes. */
const NEW = `
  FROM finding_event CROSS JOIN finding
  WHERE finding.account = finding_event.account AND finding.place = finding_event.place
    AND finding_event.account = $1 AND finding_event.digest = $2 AND finding_event.severity >= $3
    AND finding_event.section = 'vuln'
    AND (finding_event.what IN ('opened', 'reopened') OR (finding_event.what = 'changed'
      AND (finding_event.was_section <> 'vuln' OR finding_event.was_severity < $3)))`;

/** The worst of what a report shows as new. */
const WORST_NEW = `
  SELECT finding_event.place AS place, CASE finding_event.what WHEN 'changed' THEN 'worsened' ELSE finding_event.what END AS what,
     finding_event.severity AS severity,
    finding.check_id AS check_id, finding.port AS port, finding.protocol AS protocol,
    ${RECORD_OF_FACTS}
  ${NEW}
  ORDER BY finding_event.severity DESC, finding_event.place LIMIT $4`;

/** Adds a watch, as a part of other work. */
export function* insertWatch(place: string, watch: Watch): Work<void> {
  const { id, account, createdAt } = watch;
  yield* changesOf(
    'INSERT INTO watch (id, account, created_at, record) VALUES ($1, $2, $3, $4)',
    ...[id, account, createdAt],
    writeRecord(Watch, watch, { place, what: `watch ${JSON.stringify(id)}` }),
  );
}

const findingOf = (place: string, row: Row): NewFinding => {
  const ip = formatAddress(addressAt(numberOf(row, 'place')));
  const name = { place, what: `a finding on ${ip}` };
  const { title } = readRecord(FindingFacts, row['record'], name);
  return {
    ...{ ip, title, id: textOf(row, 'check_id'), severity: numberOf(row, 'severity') },
    what: readColumns(What, row['what'], name),
    ...(row['port'] === null ? {} : { port: numberOf(row, 'port') }),
    ...(row['protocol'] === null ? {} : { protocol: textOf(row, 'protocol') }),
  };
};

/** Whether somebody still wants a mail; whoever removes its watch waits until it is there, and takes it along. */
function* isWanted({ watch }: OutgoingMail): Work<boolean> {
  return (
    watch === undefined ||
    (yield* firstOf('SELECT id FROM watch WHERE id = $1 FOR KEY SHARE', watch)) !== undefined
  );
}

/** The calls of a store that are about who is told what is new. */
export const watchCalls = ({ place, call }: Database): WatchStore => ({
  addWatch: (watch) =>
    call('add a watch', 'together', function* () {
      yield* insertWatch(place, watch);
      yield* changesOf(
        'UPDATE job SET told = 1 WHERE account = $1 AND taken = 1 AND told = 0',
        watch.account,
      );
    }),
  listWatches: () =>
    call('list watches', 'apart', function* () {
      const rows = yield* rowsOf('SELECT id, record FROM watch ORDER BY created_at, id');
      return rows.map((row) =>
        readRecord(Watch, row['record'], { place, what: `watch ${JSON.stringify(textOf(row, 'id'))}` }),
      );
    }),
  updateWatch: (watch, seen) =>
    call('update a watch', 'together', function* () {
      const name = { place, what: `watch ${JSON.stringify(watch.id)}` };
      const [record, before] = [watch, seen].map((each) => writeRecord(Watch, each, name));
      const changed = yield* changesOf(
        'UPDATE watch SET record = $2 WHERE id = $1 AND record = $3',
        ...[watch.id, record ?? '', before ?? ''],
      );
      return changed > 0;
    }),
  removeWatch: (id) =>
    call('remove a watch', 'together', function* () {
      const row = yield* firstOf('SELECT account FROM watch WHERE id = $1 FOR UPDATE', id);
      if (row === undefined) return undefined;
      yield* changesOf('DELETE FROM watch WHERE id = $1', id);
      return yield* dropMails(place, textOf(row, 'account'), id);
    }),
  scansToTell: (limit) =>
    call('list scans that nobody was told of', 'apart', function* () {
      const rows = yield* rowsOf(
        `SELECT ref FROM job WHERE account IN (SELECT account FROM watch) AND taken = 1 AND told = 0
           AND kind = 'scan' ORDER BY started_at, serial LIMIT $1`,
        limit,
      );
      return rows.map((row) =>
        readColumns(ScanReference, row['ref'], { place, what: `the scan ${textOf(row, 'ref')}` }),
      );
    }),
  newFindings: (account, digest, severity, most) =>
    call('read what is new', 'apart', function* () {
      const count = yield* firstOf(`SELECT count(*) AS n ${NEW}`, account, digest, severity);
      const rows = yield* rowsOf(WORST_NEW, account, digest, severity, most);
      return {
        total: count === undefined ? 0 : numberOf(count, 'n'),
        worst: rows.map((row) => findingOf(place, row)),
      };
    }),
  tellScan: (ref, mails) =>
    call(`tell of ${ref}`, 'together', function* () {
      const noted = yield* changesOf('UPDATE job SET told = 1 WHERE ref = $1 AND told = 0', ref);
      if (noted === 0) return false;
      for (const mail of mails) if (yield* isWanted(mail)) yield* addMail(place, mail);
      return true;
    }),
});
