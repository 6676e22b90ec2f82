import { changesOf, type Value, type Work } from '../sql/work.js';

/** Rows that one statement writes at most. */
const MOST_ROWS = 128;

/** `($1, $2), ($3, $4)`: places for rows of so many columns. */
const places = (rows: number, columns: number): string =>
  Array.from(
    { length: rows },
    (_, row) =>
      `(${Array.from({ length: columns }, (__, column) => `$${row * columns + column + 1}`).join(', ')})`,
  ).join(', ');

/**
 * Inserts rows into a table with its columns, such as `known (cve, record)`, many a statement. The numbers of rows are
 * powers of two, so that few statements are prepared. A row that is there already is an error without `conflict`.
 */
export function* insertAll(
  into: string,
  columns: number,
  conflict: string | undefined,
  rows: readonly (readonly Value[])[],
): Work<void> {
  const otherwise = conflict === undefined ? '' : ` ON CONFLICT ${conflict}`;
  let size = MOST_ROWS;
  for (let at = 0; at < rows.length; at += size) {
    while (size > rows.length - at) size /= 2;
    const sql = `INSERT INTO ${into} VALUES ${places(size, columns)}${otherwise}`;
    yield* changesOf(sql, ...rows.slice(at, at + size).flat());
  }
}
