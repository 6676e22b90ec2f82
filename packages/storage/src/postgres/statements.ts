import type { QueryResult } from 'pg';
import { TEXT_OR_BYTES } from '../calls/written-form.js';
import { refusalOf } from '../failure.js';
import type { Statement, Value, Work } from '../sql/work.js';
import { reasonOf } from './failure.js';

/** Whatever takes a statement: a connection, or a pool that takes one for each. */
export interface Queryable {
  readonly query: (sql: string, values: unknown[]) => Promise<QueryResult<Record<string, unknown>>>;
}

/** The SQL that all drivers share as PostgreSQL has it. */
export const postgresText = (sql: string): string =>
  sql
    .replace(/\bAMONG\((\$[0-9]+)\)/g, '= ANY(ARRAY(SELECT json_array_elements_text($1::json)::bigint))')
    .replace(/EACH\((\$[0-9]+)\)/g, 'json_array_elements_text($1::json)')
    .replace('BULK(bytes)', TEXT_OR_BYTES);

/** PostgreSQL keeps no NUL in texts. The records hold it in full; only columns to look things up by do not. */
const bindable = (value: Value): Value =>
  typeof value === 'string' ? value.replaceAll('\u0000', '\u2400') : value;

/** Does work, one statement after the other. What the database refuses becomes an error that says the task. */
export const perform = async <A>(
  queryable: Queryable,
  work: Work<A>,
  refused: (error: unknown) => Error,
): Promise<A> => {
  const run = ({ sql, values }: Statement) =>
    queryable.query(postgresText(sql), values.map(bindable)).catch((error: unknown) => {
      throw refused(error);
    });
  let step = work.next();
  while (step.done !== true) {
    const { rows, rowCount } = await run(step.value);
    step = work.next({ rows, changes: rowCount ?? 0 });
  }
  return step.value;
};

/** How a refusal of the database is told. */
export const refusing =
  (place: string, task: string) =>
  (error: unknown): Error =>
    refusalOf(place, task, reasonOf(error), error);
