/**
 * What spreadsheets take for the beginning of a formula, also behind blanks and in full width; and the mark that
 * keeps them from it, so that every mark at the beginning of a cell is one of ours, or has one of ours before it.
 */
const FORMULA = /^[\s'"]*[=+\-@|%\uff1d\uff0b\uff0d\uff20]|^'/;

/** A cell of RFC 4180 that no spreadsheet takes for a formula: where it might, an apostrophe stands before it. */
const cell = (text: string): string => {
  const marked = FORMULA.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(marked) ? `"${marked.replaceAll('"', '""').replaceAll('\n', '\r\n')}"` : marked;
};

/** A line of comma-separated values (RFC 4180); no cell begins a formula. */
export const csvLine = (cells: readonly string[]): string => `${cells.map(cell).join(',')}\r\n`;
