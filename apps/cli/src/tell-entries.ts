import {
  entryUrgency,
  ENTRY_VERDICTS,
  judgeEntries,
  type Entry,
  type EntryList,
  type EntryVerdict,
  type JudgedEntry,
} from '@openguard/analytics';
import { OpenGuardError } from '@openguard/errors';
import {
  entryComparisonCsv,
  entryComparisonText,
  ENTRY_FORMATS,
  ENTRY_NAMES,
  renderEntries,
  type EntryFormat,
} from '@openguard/render';
import { setImmediate as turn } from 'node:timers/promises';
import type { Invocation } from './command.js';
import { DiskSorter } from './disk-sorter.js';
import { jsonLineWith } from './output.js';
import type { ReportRequest } from './report-request.js';
import type { WriteReport } from './report-writer.js';

/** Judgements between two looks at whether somebody wants to stop. */
const STRIDE = 4096;

/** Options that are about findings, which lists of entries have none of. */
const OF_FINDINGS = ['long', 'all'];

/** The format of a list of entries. Rejects with `OG_USAGE` what is asked of findings alone. */
const formatOf = (
  command: string,
  { values }: Pick<Invocation, 'values'>,
  { format = 'table', gate }: ReportRequest,
  { kind }: Pick<EntryList, 'kind'>,
): EntryFormat => {
  const { many } = ENTRY_NAMES[kind];
  const refuse = (why: string): never => {
    throw new OpenGuardError('OG_USAGE', `${command}: the document is a list of ${many}, ${why}`);
  };
  if (gate !== undefined) refuse('and --fail-on is about findings');
  const option = OF_FINDINGS.find((name) => values[name] === true);
  if (option !== undefined) refuse(`and --${option} is about findings`);
  return (
    ENTRY_FORMATS.find((name) => name === format) ??
    refuse(`which comes as ${ENTRY_FORMATS.join(', ')}; ${format} is for findings`)
  );
};

/** What of a list is told, each time anew. */
const recordsOf = ({ entries }: EntryList): Iterable<Entry> => ({
  *[Symbol.iterator]() {
    for (const { record } of entries) yield record;
  },
});

/** Tells the entries of a list in its order. */
export const tellEntries = (
  command: string,
  invocation: Invocation,
  request: ReportRequest,
  list: EntryList,
  write: WriteReport,
): Promise<void> =>
  write(renderEntries(formatOf(command, invocation, request, list), list.kind, recordsOf(list)));

function* sortedOf(sorter: DiskSorter<JudgedEntry>): Generator<JudgedEntry, void, undefined> {
  for (const { record } of sorter.sorted()) yield record;
}

const urgencyOf = ({ verdict, before, after }: JudgedEntry): string => {
  const entry = after ?? before;
  return `${ENTRY_VERDICTS.indexOf(verdict)}${entry === undefined ? '' : entryUrgency(entry)}`;
};

/** Tells how two lists of one kind differ. What stayed the same is counted, and listed by CSV alone. */
export const tellEntryComparison = async (
  invocation: Invocation,
  request: ReportRequest,
  [older, newer]: readonly [EntryList, EntryList],
  write: WriteReport,
): Promise<void> => {
  const { signal } = invocation.io;
  const format = formatOf('compare', invocation, request, newer);
  const totals: Record<EntryVerdict, number> = { new: 0, gone: 0, changed: 0, untold: 0, same: 0 };
  const sorter = new DiskSorter<JudgedEntry>();
  try {
    let count = 0;
    for (const judged of judgeEntries(older, newer)) {
      totals[judged.verdict] += 1;
      if (judged.verdict !== 'same' || format === 'csv') sorter.add(urgencyOf(judged), judged);
      count += 1;
      if (count % STRIDE === 0) {
        await turn();
        signal.throwIfAborted();
      }
    }
    const judged = { [Symbol.iterator]: () => sortedOf(sorter) };
    if (format === 'json') await write(jsonLineWith({ kind: newer.kind, totals }, 'judged', judged));
    else if (format === 'csv') await write(entryComparisonCsv(newer.kind, judged));
    else await write(entryComparisonText(newer.kind, judged, totals));
  } finally {
    sorter.close();
  }
};
