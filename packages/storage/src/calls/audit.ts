import { AuditEntry } from '@openguard/model';
import type { AuditQuery, AuditStore } from '../port/audit-store.js';
import { numberOf } from '../sql/column.js';
import type { Database } from '../sql/database.js';
import { changesOf, rowsOf, type Value, type Work } from '../sql/work.js';
import { readRecord, writeRecord } from './record.js';

const PAGE = 256;

/** A statement for the entries of a query that come after a place in the log. */
const pageAfter = (
  { from, to, account, action }: AuditQuery,
  at: number,
  id: number,
): readonly [sql: string, ...values: readonly Value[]] => {
  const values: Value[] = [Math.max(at, from ?? at), id];
  const conditions = ['at >= $1', '(at > $1 OR id > $2)'];
  const narrow = (condition: string, value: Value | undefined): void => {
    if (value !== undefined) conditions.push(`${condition} $${values.push(value)}`);
  };
  narrow('at <', to);
  narrow('account =', account);
  narrow('action =', action);
  const where = conditions.join(' AND ');
  return [`SELECT id, at, record FROM audit WHERE ${where} ORDER BY at, id LIMIT ${PAGE}`, ...values];
};

/** Adds an entry, as a part of other work. */
export function* insertAudit(place: string, entry: AuditEntry): Work<void> {
  yield* changesOf(
    'INSERT INTO audit (at, account, action, record) VALUES ($1, $2, $3, $4)',
    entry.at,
    entry.account,
    entry.action,
    writeRecord(AuditEntry, entry, { place, what: 'an entry of the audit log' }),
  );
}

/** The calls of a store that are about the audit log. */
export const auditCalls = ({ place, call }: Database): AuditStore => ({
  addAudit: (entry) => call('add to the audit log', 'together', () => insertAudit(place, entry)),
  listAudit: async function* (query = {}) {
    let at = Number.MIN_SAFE_INTEGER;
    let id = 0;
    for (;;) {
      const rows = await call('read the audit log', 'apart', () => rowsOf(...pageAfter(query, at, id)));
      for (const row of rows) {
        const what = `entry ${numberOf(row, 'id')} of the audit log`;
        yield readRecord(AuditEntry, row['record'], { place, what });
        at = numberOf(row, 'at');
        id = numberOf(row, 'id');
      }
      if (rows.length < PAGE) return;
    }
  },
});
