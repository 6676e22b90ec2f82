import type { Session } from '../sql/database.js';
import { rowsOf, type Row, type Value, type Work } from '../sql/work.js';
import * as t from 'io-ts';
import { numberOf, textOf } from '../sql/column.js';
import { newHostIds } from './host-ids.js';
import { insertAll } from './insert-all.js';

/** The columns of a table of histories, and of what was imported beside them. Those that end in `#` hold integers, the others texts. */
const TABLES = {
  taken: ['account', 'digest', 'at#', 'complete#', 'record'],
  tested: ['account', 'digest', 'record'],
  acceptance: ['account', 'id', 'accepted_at#', 'record'],
  host_count: ['account', 'given#'],
  known_host: [
    'account',
    'address#',
    'visited_at#',
    'numbers#',
    'name',
    'os',
    'id#',
    'named_at#',
    'os_at#',
    'open_ports',
  ],
  visit: ['account', 'address#', 'digest', 'tested', 'seen'],
  finding: [
    'account',
    'place#',
    'key',
    'check_id',
    'port#',
    'protocol',
    'section',
    'severity#',
    'state',
    'first_seen#',
    'last_seen#',
    'last_tested#',
    'times_found#',
    'opened_at#',
    'fixed_at#',
    'evidence',
    'missed_at#',
    'missed_reason',
    'essence',
  ],
  fact: ['account', 'place#', 'record'],
  finding_event: [
    'account',
    'place#',
    'at#',
    'digest',
    'what',
    'section',
    'severity#',
    'was_section',
    'was_severity#',
    'lasted#',
  ],
  ticket: ['account', 'number#', 'address#', 'key', 'place#', 'created_at#'],
  policy: ['account', 'id#', 'record'],
  posture: [
    'account',
    'policy#',
    'id#',
    'host#',
    'address#',
    'control#',
    'status',
    'modified_at#',
    'whole',
    'brief',
  ],
  explanation: ['account', 'policy#', 'number#', 'list', 'written'],
  report: ['account', 'id#', 'record'],
  report_piece: ['account', 'report#', 'number#', 'bytes'],
} as const;

type Table = keyof typeof TABLES;

/** By what the rows of a table are in order and told apart, after the account. */
const KEYS: Readonly<Record<Table, readonly string[]>> = {
  taken: ['digest'],
  tested: ['digest'],
  acceptance: ['id'],
  host_count: [],
  known_host: ['address'],
  visit: ['address', 'digest'],
  finding: ['place'],
  fact: ['place'],
  finding_event: ['place', 'at', 'digest'],
  ticket: ['number'],
  policy: ['id'],
  posture: ['policy', 'id'],
  explanation: ['policy', 'number'],
  report: ['id'],
  report_piece: ['report', 'number'],
};

const TABLE_NAMES: readonly Table[] = [
  'taken',
  'tested',
  'acceptance',
  'host_count',
  'known_host',
  'visit',
  'finding',
  'fact',
  'finding_event',
  'ticket',
  'policy',
  'posture',
  'explanation',
  'report',
  'report_piece',
];

/** A row of a history in a backup: the values of its columns in their order. */
export const HistoryRow = t.type({
  history: t.keyof({
    taken: null,
    tested: null,
    acceptance: null,
    host_count: null,
    known_host: null,
    visit: null,
    finding: null,
    fact: null,
    finding_event: null,
    ticket: null,
    policy: null,
    posture: null,
    explanation: null,
    report: null,
    report_piece: null,
  }),
  row: t.array(t.union([t.string, t.number, t.null])),
});
export type HistoryRow = t.TypeOf<typeof HistoryRow>;

const PAGE = 256;

const nameOf = (column: string): string => column.replace('#', '');

const valueOf = (row: Row, column: string): string | number | null => {
  const name = nameOf(column);
  if (row[name] === null) return null;
  return column === name ? textOf(row, name) : numberOf(row, name);
};

/** `(a, b) > ($1, $2)`, so that every index that begins with them serves. */
const pageOf = (table: Table, begun: boolean): string => {
  const keys = ['account', ...KEYS[table]];
  const after = `(${keys.join(', ')}) > (${keys.map((_, index) => `$${index + 1}`).join(', ')})`;
  const columns = TABLES[table].map(nameOf).join(', ');
  return `SELECT ${columns} FROM ${table} ${begun ? `WHERE ${after}` : ''} ORDER BY ${keys.join(', ')} LIMIT ${PAGE}`;
};

async function* tableRows(session: Session, table: Table): AsyncGenerator<HistoryRow> {
  let after: readonly Value[] = [];
  for (;;) {
    const sql = pageOf(table, after.length > 0);
    const values = after;
    const rows = await session.run(() => rowsOf(sql, ...values));
    for (const row of rows) {
      yield { history: table, row: TABLES[table].map((column) => valueOf(row, column)) };
    }
    const end = rows.at(-1);
    if (end === undefined || rows.length < PAGE) return;
    const columns: readonly string[] = TABLES[table];
    after = ['account', ...KEYS[table]].map((key) =>
      valueOf(end, columns.find((column) => nameOf(column) === key) ?? key),
    );
  }
}

/** All rows of the histories of all accounts. */
export async function* historyRows(session: Session): AsyncGenerator<HistoryRow> {
  for (const table of TABLE_NAMES) yield* tableRows(session, table);
}

/**
 * Hosts of older backups do not say what is open, those of older ones still not when their words were told, and those of
 * the oldest have no number.
 */
const WHOLE = TABLES.known_host.length;
const [UNLISTED, UNDATED, NUMBERLESS] = [WHOLE - 1, WHOLE - 3, WHOLE - 4];

const isOlderHost = ({ history, row }: HistoryRow): boolean =>
  history === 'known_host' && [UNLISTED, UNDATED, NUMBERLESS].includes(row.length);

/** Whether a row has as many values as its table has columns. */
export const isWhole = (item: HistoryRow): boolean =>
  item.row.length === TABLES[item.history].length || isOlderHost(item);

/** The values of a row for all columns of its table. */
function* completed(item: HistoryRow): Work<Value[]> {
  if (!isOlderHost(item)) return [...item.row];
  const [account] = item.row;
  const id = item.row.length === NUMBERLESS ? [yield* newHostIds(String(account), 1)] : [];
  const known = [...item.row, ...id];
  return [...known, ...Array<null>(WHOLE - known.length).fill(null)];
}

const MOST_ROWS = 128;
const MOST_CHARACTERS = 1_000_000;

const lengthOf = ({ row }: HistoryRow): number =>
  row.reduce<number>((sum, value) => sum + (typeof value === 'string' ? value.length : 0), 0);

/** Rows of histories that a backup holds one after the other, brought back some at a time: each table by itself. */
export class HistoryRows {
  #rows: HistoryRow[] = [];
  #characters = 0;

  /** Takes a row; brings back those before it where it is of another table, or where they have become many. */
  *add(item: HistoryRow): Work<void> {
    const [first] = this.#rows;
    const alike = first?.history === item.history && first.row.length === item.row.length;
    if (!alike || this.#rows.length >= MOST_ROWS || this.#characters > MOST_CHARACTERS) yield* this.end();
    this.#rows.push(item);
    this.#characters += lengthOf(item);
  }

  /** Brings back the rest. */
  *end(): Work<void> {
    const [first] = this.#rows;
    if (first === undefined) return;
    const rows: Value[][] = [];
    for (const item of this.#rows) rows.push(yield* completed(item));
    const columns = TABLES[first.history].map(nameOf);
    yield* insertAll(`${first.history} (${columns.join(', ')})`, columns.length, undefined, rows);
    this.#rows = [];
    this.#characters = 0;
  }
}
