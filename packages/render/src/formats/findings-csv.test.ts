import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { printableLines } from '../printable.js';
import { findingsCsv } from './findings-csv.js';

const cellsOf = (title: string): readonly string[] => {
  const finding = { section: 'vuln', ip: '192.0.2.1', id: 'x', title, cve: [], category: 'c' } as const;
  const csv = [...findingsCsv({ findings: [{ finding }] })].join('');
  const rows = parse(csv, { record_delimiter: '\r\n' });
  return rows[1] ?? [];
};

const TITLE = 10;

it.each(['=1+1', '+1', '-1', '@SUM(1)', '\t=1', '  =1', '"=1"', "'=1", '\uff1d1', '|calc', '%x', '\r\n=1'])(
  'no cell that holds %j begins a formula',
  (title) => {
    expect(cellsOf(title)[TITLE]).toMatch(/^'/);
  },
);

it('any text comes back, once the mark is taken away', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (title) => {
      const cell = cellsOf(title)[TITLE] ?? '';
      expect(cell).not.toMatch(/^[\s]*[=+\-@]/);
      expect(cell.replace(/^'/, '').replaceAll('\r\n', '\n')).toBe(printableLines(title));
      expect(cellsOf(title)).toHaveLength(26);
    }),
  );
});
