import { OpenGuardError } from '@openguard/errors';
import { parseAddress } from '@openguard/targets';
import * as E from 'fp-ts/lib/Either.js';
import type * as t from 'io-ts';
import { createHash } from 'node:crypto';
import { storeFailed } from '../failure.js';
import { refusedKind } from '../kind.js';
import { numberOf, textOf } from '../sql/column.js';
import type { Database, Session } from '../sql/database.js';
import { changesOf, firstOf, type Work } from '../sql/work.js';
import { insertAccount } from './accounts.js';
import { insertAudit } from './audit.js';
import { BACKUP_VERSION, BackupHead, BackupItem, BackupTail } from './backup-line.js';
import { HistoryRows, isWhole } from './history-backup.js';
import { insertHost } from './host-row.js';
import { addJob } from './job-row.js';
import { putLogin } from './logins.js';
import { addMail } from './mails.js';
import { insertSchedule } from './schedules.js';
import { insertWatch } from './watches.js';
import { storedBytes } from './written-form.js';

const TASK = 'restore a backup';

const refuse = (reason: string): never => {
  throw new OpenGuardError('OG_BACKUP', `the backup cannot be restored: ${reason}; nothing was changed`);
};

const parse = (line: string, number: number): unknown => {
  try {
    return JSON.parse(line);
  } catch {
    // Expected: a syntax error, the only thing that JSON.parse throws.
    return refuse(`line ${number} is damaged`);
  }
};

const decode = <A>(codec: t.Decoder<unknown, A>, value: unknown, number: number): A => {
  const decoded = codec.decode(value);
  return E.isRight(decoded) ? decoded.right : refuse(`line ${number} is damaged`);
};

/** Does the work of one line after the other: hosts and batches belong to the job before them. */
const restorer = ({ place, packs }: Database) => {
  let job: number | undefined;
  const rows = new HistoryRows();
  const jobId = (): number => job ?? refuse('a part of a scan stands before the scan');

  const restore = function* (item: BackupItem): Work<void> {
    if ('account' in item) yield* insertAccount(place, item.account);
    else if ('mail' in item) yield* addMail(place, item.mail);
    else if ('login' in item) yield* putLogin(place, item.login);
    else if ('schedule' in item) yield* insertSchedule(place, item.schedule);
    else if ('watch' in item) yield* insertWatch(place, item.watch);
    else if ('audit' in item) yield* insertAudit(place, item.audit);
    else if ('history' in item) {
      if (!isWhole(item)) refuse('a row of a history lacks a value');
      yield* rows.add(item);
    } else if ('job' in item) {
      job = yield* addJob(place, item.job, []);
      const values = [job, item.heldAt, item.stopReason ?? null] as const;
      // What had ended was told before, or is too old to be news.
      yield* changesOf(
        `UPDATE job SET held_at = $2, stop_reason = $3, told = CASE WHEN state = 'running' THEN 0 ELSE 1 END
         WHERE id = $1`,
        ...values,
      );
    } else if ('batch' in item) {
      const { number, targets, state, attempts, progress, notAlive, failure = null } = item.batch;
      yield* changesOf(
        `INSERT INTO batch (job, number, targets, state, attempts, progress, not_alive, failure)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
        ...[jobId(), number, targets, state, attempts, progress, notAlive, failure],
      );
    } else {
      const { host, written } = item;
      const address = parseAddress(host.ip);
      if (E.isLeft(address)) return refuse(`the host ${JSON.stringify(host.ip)} has no address`);
      const stored = storedBytes(Buffer.from(written, 'base64'), packs);
      yield* insertHost(jobId(), address.right, JSON.stringify(host), stored);
    }
  };
  return { restore, end: () => rows.end() };
};

/** Refuses a store that is not empty or keeps the other kind, and takes over what the head says. */
const begin = async (session: Session, place: string, { kind, serial }: BackupHead): Promise<void> => {
  const found = await session.run(() =>
    firstOf(
      `SELECT kind, serial, (SELECT count(*) FROM account) + (SELECT count(*) FROM job)
         + (SELECT count(*) FROM audit) AS entries FROM meta`,
    ),
  );
  if (found === undefined || numberOf(found, 'entries') > 0)
    throw storeFailed(place, TASK, 'it is not empty; restore into a new one');
  const own = textOf(found, 'kind');
  if (own !== kind && own !== 'unset' && kind !== 'unset') throw refusedKind(place, own, kind, 'place');
  await session.run(() =>
    changesOf(
      'UPDATE meta SET kind = $1, serial = $2',
      own === 'unset' ? kind : own,
      Math.max(serial, numberOf(found, 'serial')),
    ),
  );
};

/** Brings a backup back; see BackupStore. */
export const readBackup = async (
  database: Database,
  lines: AsyncIterable<string> | Iterable<string>,
): Promise<void> => {
  const { place, openSession } = database;
  const session = await openSession(TASK, 'write');
  try {
    const hash = createHash('sha256');
    const { restore, end } = restorer(database);
    let count = 0;
    let complete = false;
    for await (const line of lines) {
      if (complete) refuse('something stands behind its end');
      const value = parse(line, count + 1);
      if (count === 0) {
        const head = decode(BackupHead, value, 1);
        if (head.version > BACKUP_VERSION) refuse('it was made by a newer version; update OpenGuard');
        await begin(session, place, head);
      } else if (BackupTail.is(value)) {
        const { lines: told, sha256 } = value.end;
        if (told !== count || sha256 !== hash.digest('hex')) refuse('its checksum is wrong');
        complete = true;
        continue;
      } else {
        const item = decode(BackupItem, value, count + 1);
        await session.run(() => restore(item));
      }
      hash.update(line).update('\n');
      count += 1;
    }
    if (!complete) refuse('it was cut off');
    await session.run(end);
    await session.commit();
  } finally {
    await session.end();
  }
};
