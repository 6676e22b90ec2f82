import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Outcome, Statement, Work } from '../sql/work.js';

const LOCKS = /\bFOR (?:NO KEY UPDATE|UPDATE|KEY SHARE|SHARE)(?: OF \w+)?/g;

/** The SQL that all drivers share as SQLite has it. */
export const sqliteText = (sql: string): string =>
  sql
    .replace(LOCKS, '')
    .replace(/\bAMONG\((\$[0-9]+)\)/g, 'IN (SELECT value FROM json_each($1))')
    .replaceAll('EACH(', 'json_each(');

interface Prepared {
  readonly statement: StatementSync;
  /** Which value stands at each of its places. */
  readonly order: readonly number[];
  readonly isQuery: boolean;
}

/** Does work on a database at once, its statements prepared once and kept. */
export const performer = (database: DatabaseSync): (<A>(work: Work<A>) => A) => {
  const prepared = new Map<string, Prepared>();
  const prepare = (sql: string): Prepared => {
    const known = prepared.get(sql);
    if (known !== undefined) return known;
    const order: number[] = [];
    // SQLite finds a parameter by its name in a list of all: with thousands of them, that takes longer than the work.
    const text = sqliteText(sql).replace(/\$([0-9]+)/g, (_, number: string) => {
      order.push(Number(number) - 1);
      return '?';
    });
    const statement = database.prepare(text);
    const made = { statement, order, isQuery: statement.columns().length > 0 };
    prepared.set(sql, made);
    return made;
  };
  const run = ({ sql, values }: Statement): Outcome => {
    const { statement, order, isQuery } = prepare(sql);
    const bound = order.map((index) => values[index] ?? null);
    if (!isQuery) return { rows: [], changes: Number(statement.run(...bound).changes) };
    const rows = statement.all(...bound);
    return { rows, changes: rows.length };
  };
  return (work) => {
    let step = work.next();
    while (step.done !== true) step = work.next(run(step.value));
    return step.value;
  };
};
