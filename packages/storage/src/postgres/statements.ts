import type { Pool, PoolClient } from 'pg';
import { refusalOf } from '../failure.js';
import type { Bulk, Outcome, Statement, Value, Work } from '../sql/work.js';
import { copyRows } from './copied-rows.js';
import { reasonOf } from './failure.js';

/** The SQL that all drivers share as PostgreSQL has it. */
export const postgresText = (sql: string): string =>
  sql
    .replace(/\bAMONG\((\$[0-9]+)\)/g, '= ANY(ARRAY(SELECT json_array_elements_text($1::json)::bigint))')
    .replace(/EACH\((\$[0-9]+)\)/g, 'json_array_elements_text($1::json)');

/** PostgreSQL keeps no NUL in texts. The records hold it in full; only columns to look things up by do not. */
const bindable = (value: Value): Value =>
  typeof value === 'string' ? value.replaceAll('\u0000', '\u2400') : value;

/** What does one statement. */
type Runner = (statement: Statement | Bulk) => Promise<Outcome>;

const ordinary = async (on: Pool | PoolClient, { sql, values }: Statement): Promise<Outcome> => {
  const { rows, rowCount } = await on.query<Record<string, unknown>>(postgresText(sql), values.map(bindable));
  return { rows, changes: rowCount ?? 0 };
};

const bulky = async (client: PoolClient, bulk: Bulk): Promise<Outcome> => {
  const rows = await copyRows(client, bulk);
  return { rows, changes: rows.length };
};

/** Does all statements on one connection. */
export const onConnection =
  (client: PoolClient): Runner =>
  (statement) =>
    'bulk' in statement ? bulky(client, statement) : ordinary(client, statement);

/** Does each statement on whichever connection is free. */
export const onAny =
  (pool: Pool): Runner =>
  async (statement) => {
    if (!('bulk' in statement)) return ordinary(pool, statement);
    const client = await pool.connect();
    let usable = false;
    try {
      const outcome = await bulky(client, statement);
      usable = true;
      return outcome;
    } finally {
      client.release(!usable);
    }
  };

/** Does work, one statement after the other. What the database refuses becomes an error that says the task. */
export const perform = async <A>(
  runner: Runner,
  work: Work<A>,
  refused: (error: unknown) => Error,
): Promise<A> => {
  let step = work.next();
  while (step.done !== true) {
    const outcome = await runner(step.value).catch((error: unknown) => {
      throw refused(error);
    });
    step = work.next(outcome);
  }
  return step.value;
};

/** How a refusal of the database is told. */
export const refusing =
  (place: string, task: string) =>
  (error: unknown): Error =>
    refusalOf(place, task, reasonOf(error), error);
