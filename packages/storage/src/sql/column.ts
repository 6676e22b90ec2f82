import type { Row } from './work.js';

/** An integer or a fraction of a row. */
export const numberOf = (row: Row, column: string): number => Number(row[column]);

/** A text of a row. */
export const textOf = (row: Row, column: string): string => String(row[column]);
