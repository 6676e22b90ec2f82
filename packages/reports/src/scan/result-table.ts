import type { ResultTable } from '@openguard/model';

/** Longest reference that is undone: `&#x10FFFF;` with room for leading zeros. */
const REFERENCE = /&(lt|gt|amp|quot|apos|#x[0-9a-fA-F]{1,8}|#[0-9]{1,8});/g;

const NAMED: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

const characterOf = (whole: string, name: string): string => {
  const named = NAMED[name];
  if (named !== undefined) return named;
  const code = name.startsWith('#x') ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
  return code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff)
    ? String.fromCodePoint(code)
    : whole;
};

/**
 * Undoes references that stand in CDATA, where they are plain text: live replies escape such texts once too
 * often. Only once: `&amp;lt;` becomes `&lt;`.
 */
export const unescapeOnce = (text: string): string =>
  text.includes('&') ? text.replace(REFERENCE, characterOf) : text;

const wordsOf = (line: string): readonly string[] => line.split(' ').filter((word) => word !== '');

/** As many cells as there are columns: what is left over belongs to the last. */
const cellsOf = (line: string, columns: number): readonly string[] => {
  const words = wordsOf(line);
  return words.length <= columns || columns === 0
    ? words
    : [...words.slice(0, columns - 1), words.slice(columns - 1).join(' ')];
};

/** A first row of words over rows that begin with numbers is a header; some tables of 2001 have none. */
const hasHeader = (lines: readonly string[]): boolean => !/^\s*[0-9]/.test(lines[0] ?? '');

/**
 * Takes a RESULT of format `table` apart (Appendix A and B, `RESULT@format`). Tabs part columns, and the first
 * row is the header. In the form of 2001 single blanks part them, and cells hold blanks too, so that the cells
 * are a guess (`exact` is false): words are dealt out to the columns, and the last takes what is left over.
 */
export const resultTable = (result: string): ResultTable => {
  const lines = result.split('\n').filter((line) => line.trim() !== '');
  if (lines.some((line) => line.includes('\t'))) {
    const [header = [], ...rows] = lines.map((line) => line.split('\t'));
    return { exact: true, header, rows };
  }
  const header = hasHeader(lines) ? wordsOf(lines[0] ?? '') : [];
  const rows = header.length === 0 ? lines : lines.slice(1);
  return { exact: false, header, rows: rows.map((line) => cellsOf(line, header.length)) };
};
