/** What a statement takes: numbers are integers unless the column is of progress or of what is left. */
export type Value = string | number | Uint8Array | null;

/**
 * A statement in the SQL that all drivers share: that of PostgreSQL with three exceptions. `EACH($1)` is a table whose
 * column `value` holds the texts of a JSON array; `AMONG($1)` holds of an integer column that is one of the integers of
 * a JSON array, and is looked up in an index whatever the database knows of the table; and drivers whose transactions
 * write one after the other leave out `FOR UPDATE` and its kin.
 */
export interface Statement {
  readonly sql: string;
  readonly values: readonly Value[];
}

/** A statement that answers with many bytes: its columns in their order, for drivers that fetch such rows otherwise. */
export interface Bulk {
  readonly sql: string;
  readonly values: readonly (string | number)[];
  readonly bulk: Readonly<Record<string, 'integer' | 'bytes'>>;
}

/** A row of an answer, by the names of its columns. Integers come as numbers or as text. */
export type Row = Readonly<Record<string, unknown>>;

/** What came of a statement; `changes` counts rows that it added, changed or removed. */
export interface Outcome {
  readonly rows: readonly Row[];
  readonly changes: number;
}

/**
 * Work on a database, one statement after the other. It knows nothing of how they are sent, so that the promises of
 * the store are kept once for all drivers; a driver may begin it anew when the database asks for that.
 */
export type Work<A> = Generator<Statement | Bulk, A, Outcome>;

/** All rows of a statement. */
export function* rowsOf(sql: string, ...values: readonly Value[]): Work<readonly Row[]> {
  return (yield { sql, values }).rows;
}

/** All rows of a statement that answers with many bytes. */
export function* bulkOf(
  bulk: Bulk['bulk'],
  sql: string,
  ...values: readonly (string | number)[]
): Work<readonly Row[]> {
  return (yield { sql, values, bulk }).rows;
}

/** The first row of a statement, if any. */
export function* firstOf(sql: string, ...values: readonly Value[]): Work<Row | undefined> {
  return (yield { sql, values }).rows[0];
}

/** How many rows a statement changed. */
export function* changesOf(sql: string, ...values: readonly Value[]): Work<number> {
  return (yield { sql, values }).changes;
}
