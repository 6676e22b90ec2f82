import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Outcome, Statement, Work } from '../sql/work.js';

const LOCKS = /\bFOR (?:NO KEY UPDATE|UPDATE|KEY SHARE|SHARE)(?: OF \w+)?/g;

/** The SQL that all drivers share as SQLite has it. */
export const sqliteText = (sql: string): string =>
  sql.replace(LOCKS, '').replaceAll('EACH(', 'json_each(').replace('BULK(bytes)', 'bytes');

/** Does work on a database at once, its statements prepared once and kept. */
export const performer = (database: DatabaseSync): (<A>(work: Work<A>) => A) => {
  const prepared = new Map<string, StatementSync>();
  const prepare = (sql: string): StatementSync => {
    const statement = prepared.get(sql) ?? database.prepare(sqliteText(sql));
    prepared.set(sql, statement);
    return statement;
  };
  const run = ({ sql, values }: Statement): Outcome => {
    const statement = prepare(sql);
    const named = Object.fromEntries(values.map((value, index) => [`$${index + 1}`, value]));
    if (statement.columns().length === 0) return { rows: [], changes: Number(statement.run(named).changes) };
    const rows = statement.all(named);
    return { rows, changes: rows.length };
  };
  return (work) => {
    let step = work.next();
    while (step.done !== true) step = work.next(run(step.value));
    return step.value;
  };
};
