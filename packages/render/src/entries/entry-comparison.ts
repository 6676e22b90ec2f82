import type { EntryKind, EntryVerdict, JudgedEntry } from '@openguard/analytics';
import { csvLine } from '../csv-line.js';
import { printable } from '../printable.js';
import { cellsOf, headingsOf } from './columns.js';
import { ENTRY_NAMES, entryWords, valueText } from './words.js';

const SIGNS: Readonly<Record<EntryVerdict, string>> = {
  new: '+',
  gone: '-',
  changed: '~',
  untold: '?',
  same: '=',
};

/** Longer values are told by the name of their field alone. */
const SHORT = 60;

/** Secrets that a document may tell. A change of them is told, and not what they are. */
const SECRET = 'communityStrings';

const shown = (name: string, value: unknown): string | undefined => {
  if (name === SECRET) return undefined;
  if (value === undefined) return 'nothing';
  const text = valueText(value);
  return text.length <= SHORT && !text.includes('\n') ? printable(text) : undefined;
};

/** `firstFound` as `first found`. */
const nameWords = (name: string): string => name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);

const changeWords = ({ before, after, what = [] }: JudgedEntry): string => {
  const [left, right] = [before, after].map((entry) => new Map<string, unknown>(Object.entries(entry ?? {})));
  return what
    .map((name) => {
      const [one, other] = [shown(name, left?.get(name)), shown(name, right?.get(name))];
      return one === undefined || other === undefined
        ? nameWords(name)
        : `${nameWords(name)} ${one} to ${other}`;
    })
    .join('; ');
};

const line = (judged: JudgedEntry): string => {
  const { verdict, before, after, reason } = judged;
  const entry = after ?? before;
  if (entry === undefined) return '';
  const words = `${SIGNS[verdict]} ${entryWords(entry)}`;
  if (verdict === 'changed') return `${words}\n    ${changeWords(judged)}\n`;
  return `${words}${reason === undefined ? '' : `: not told, ${reason}`}\n`;
};

/** How many entries came to each verdict. */
export type EntryTotals = Readonly<Record<EntryVerdict, number>>;

const totalsLine = (kind: EntryKind, totals: EntryTotals): string => {
  const { one, many } = ENTRY_NAMES[kind];
  const sum = Object.values(totals).reduce((all, count) => all + count, 0);
  const untold = totals.untold === 0 ? '' : `, ${totals.untold} not told`;
  return `${sum} ${sum === 1 ? one : many}: ${totals.new} new, ${totals.gone} gone, ${totals.changed} changed, ${totals.same} the same${untold}.\n`;
};

/** How two lists of entries differ, for people: what came, went, changed or cannot be told, and how many there are. */
export function* entryComparisonText(
  kind: EntryKind,
  judged: Iterable<JudgedEntry>,
  totals: EntryTotals,
): Generator<string, void, undefined> {
  for (const one of judged) yield line(one);
  yield totalsLine(kind, totals);
}

/** The same as comma-separated values: verdict, what changed, and the columns of the newer entry, else of the older. */
export function* entryComparisonCsv(
  kind: EntryKind,
  judged: Iterable<JudgedEntry>,
): Generator<string, void, undefined> {
  yield csvLine([
    'verdict',
    'what changed',
    'reason',
    ...headingsOf(kind).headings.map((heading) => heading.toLowerCase()),
  ]);
  for (const one of judged) {
    const entry = one.after ?? one.before;
    if (entry === undefined) continue;
    yield csvLine([one.verdict, changeWords(one), one.reason ?? '', ...cellsOf(entry).map(printable)]);
  }
}
