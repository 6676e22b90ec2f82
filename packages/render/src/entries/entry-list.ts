import type { Entry, EntryKind } from '@openguard/analytics';
import { csvLine } from '../csv-line.js';
import { printableLines } from '../printable.js';
import { table } from '../table.js';
import { terminalJsonList } from '../terminal-json.js';
import { cellsOf, headingsOf } from './columns.js';
import { ENTRY_NAMES, valueText } from './words.js';

/** The formats of lists of entries, and of their comparisons. */
export const ENTRY_FORMATS = ['table', 'json', 'csv'] as const;

/** One of {@link ENTRY_FORMATS}. */
export type EntryFormat = (typeof ENTRY_FORMATS)[number];

/** Entries of one kind as a table for people: a dash stands where there is nothing. */
const entryTable = (kind: EntryKind, entries: Iterable<Entry>): string => {
  const { headings, numeric } = headingsOf(kind);
  const rows = Array.from(entries, (entry) => cellsOf(entry).map((cell) => (cell === '' ? '-' : cell)));
  if (rows.length === 0) return `No ${ENTRY_NAMES[kind].many}.\n`;
  return table(
    headings.map((heading) => ({ heading, numeric: numeric.includes(heading) })),
    rows,
  );
};

/** The fields that entries of a kind have, in the order in which the first entries have them. */
const fieldsOf = (entries: Iterable<Entry>): readonly string[] => {
  const names = new Set<string>();
  for (const entry of entries) for (const name of Object.keys(entry)) if (name !== 'kind') names.add(name);
  return [...names];
};

/** Every field of an entry under the names of fields. */
const fieldCells = (entry: Entry, names: readonly string[]): readonly string[] => {
  const values = new Map<string, unknown>(Object.entries(entry));
  return names.map((name) => printableLines(valueText(values.get(name))));
};

/** The fields of entries as comma-separated values; what is no single value is JSON. Entries are gone through twice. */
function* entryCsv(entries: Iterable<Entry>): Generator<string, void, undefined> {
  const names = fieldsOf(entries);
  yield csvLine(names);
  for (const entry of entries) yield csvLine(fieldCells(entry, names));
}

/** Entries in a format, piece by piece. */
export function* renderEntries(
  format: EntryFormat,
  kind: EntryKind,
  entries: Iterable<Entry>,
): Generator<string, void, undefined> {
  if (format === 'table') yield entryTable(kind, entries);
  else if (format === 'csv') yield* entryCsv(entries);
  else {
    yield* terminalJsonList(entries);
    yield '\n';
  }
}
