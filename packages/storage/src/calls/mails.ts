import { OutgoingMail } from '@openguard/model';
import type { MailStore } from '../port/mail-store.js';
import { thenForget, type Database } from '../sql/database.js';
import { textOf } from '../sql/column.js';
import { changesOf, firstOf, rowsOf, type Row, type Value, type Work } from '../sql/work.js';
import { readRecord, writeRecord } from './record.js';

const nameOf = (place: string, id: string) => ({ place, what: `mail ${JSON.stringify(id)}` });

const kept = ({ sealed, ...mail }: OutgoingMail): OutgoingMail =>
  sealed === undefined || mail.state === 'delivered' || mail.state === 'expired' ? mail : { ...mail, sealed };

const columnsOf = (place: string, mail: OutgoingMail): readonly Value[] => [
  mail.id,
  mail.account,
  mail.state,
  mail.createdAt,
  mail.nextAt,
  writeRecord(OutgoingMail, kept(mail), nameOf(place, mail.id)),
];

const readMail = (place: string, row: Row): OutgoingMail =>
  readRecord(OutgoingMail, row['record'], nameOf(place, textOf(row, 'id')));

type Standing = Pick<OutgoingMail, 'state' | 'nextAt' | 'sealed'>;

const isAlike = (one: Standing, other: Standing): boolean =>
  one.state === other.state && one.nextAt === other.nextAt && one.sealed === other.sealed;

/** Queues a mail, as a part of other work. */
export function* addMail(place: string, mail: OutgoingMail): Work<void> {
  yield* changesOf(
    `INSERT INTO mail (id, account, state, created_at, next_at, record) VALUES ($1, $2, $3, $4, $5, $6)`,
    ...columnsOf(place, mail),
  );
}

/** Drops the mails that tell a watch and are not over, as a part of other work; gives how many. */
export function* dropMails(place: string, account: string, watch: string): Work<number> {
  const rows = yield* rowsOf(
    `SELECT id, record FROM mail WHERE account = $1 AND state IN ('queued', 'failed') FOR UPDATE`,
    account,
  );
  let dropped = 0;
  for (const row of rows) {
    const mail = readMail(place, row);
    if (mail.watch === watch) dropped += yield* changesOf('DELETE FROM mail WHERE id = $1', mail.id);
  }
  return dropped;
}

/** The calls of a store that are about mails. */
export const mailCalls = ({ place, call, forget }: Database): MailStore => {
  const read = (row: Row): OutgoingMail => readMail(place, row);
  return {
    dueMails: (now, limit) =>
      call('list mails that are due', 'apart', function* () {
        const rows = yield* rowsOf(
          `SELECT id, record FROM mail WHERE state = 'queued' AND next_at <= $1
           ORDER BY next_at, created_at, id LIMIT $2`,
          now,
          limit,
        );
        return rows.map(read);
      }),
    updateMail: (mail, seen) =>
      call(`update ${nameOf(place, mail.id).what}`, 'together', function* () {
        if (seen !== undefined) {
          const { id, account } = mail;
          const row = yield* firstOf(
            'SELECT id, record FROM mail WHERE id = $1 AND account = $2 FOR UPDATE',
            id,
            account,
          );
          if (row === undefined || !isAlike(read(row), seen)) return false;
        }
        const changed = yield* changesOf(
          'UPDATE mail SET state = $3, created_at = $4, next_at = $5, record = $6 WHERE id = $1 AND account = $2',
          ...columnsOf(place, mail),
        );
        return changed > 0;
      }),
    listMails: () =>
      call('list mails', 'apart', function* () {
        return (yield* rowsOf('SELECT id, record FROM mail ORDER BY created_at, id')).map(read);
      }),
    eraseMails: (before) =>
      thenForget(
        forget,
        call('erase mails that are over', 'together', function* () {
          yield* changesOf(
            `DELETE FROM mail WHERE state IN ('delivered', 'expired') AND created_at < $1`,
            before,
          );
        }),
      ),
  };
};
