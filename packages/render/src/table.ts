import { printable } from './printable.js';

/** A column: its heading, and whether it holds numbers, which stand to the right. */
export interface Column {
  readonly heading: string;
  readonly numeric?: boolean;
}

const WIDEST = 60;

const fit = (text: string, width: number, numeric: boolean): string =>
  numeric ? text.padStart(width) : text.padEnd(width);

/**
 * A table for people: aligned columns, parted by two blanks. Cells are made safe for a terminal; only the last
 * column may be wider than 60 characters.
 */
export const table = (columns: readonly Column[], rows: readonly (readonly string[])[]): string => {
  const cells = [columns.map(({ heading }) => heading), ...rows.map((row) => row.map(printable))].map((row) =>
    row.map((cell, index) =>
      index < columns.length - 1 && cell.length > WIDEST
        ? `${cell.slice(0, WIDEST - 1).toWellFormed()}…`
        : cell,
    ),
  );
  const widths = columns.map((_, index) =>
    cells.reduce((widest, row) => Math.max(widest, row[index]?.length ?? 0), 0),
  );
  return cells
    .map((row) =>
      columns
        .map(({ numeric = false }, index) => fit(row[index] ?? '', widths[index] ?? 0, numeric))
        .join('  ')
        .trimEnd(),
    )
    .map((line) => `${line}\n`)
    .join('');
};
