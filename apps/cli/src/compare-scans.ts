import {
  attentionKey,
  compareScores,
  judgeReports,
  Tally,
  type Comparison,
  type Judged,
  type JudgeOptions,
  type SortedReport,
} from '@openguard/analytics';
import { setImmediate as turn } from 'node:timers/promises';
import { DiskSorter } from './disk-sorter.js';
import type { Io } from './io.js';

/** Judgements between two looks at whether somebody wants to stop. */
const STRIDE = 4096;

function* recordsOf(sorter: DiskSorter<Judged>): Generator<Judged, void, undefined> {
  for (const { record } of sorter.sorted()) yield record;
}

/**
 * Compares two reports, however large, and hands what differs to `tell` before the disk is given back. What stayed the
 * same is counted and left out; `see` is told of every judgement, as it is made.
 */
export const compareScans = async (
  { signal }: Pick<Io, 'signal'>,
  older: SortedReport,
  newer: SortedReport,
  options: JudgeOptions,
  tell: (comparison: Comparison) => Promise<void>,
  see: (judged: Judged) => void,
): Promise<void> => {
  const tally = new Tally(options);
  const sorter = new DiskSorter<Judged>();
  try {
    let count = 0;
    for (const judged of judgeReports(older, newer, options)) {
      tally.add(judged);
      see(judged);
      if (judged.verdict !== 'same') sorter.add(attentionKey(judged), judged);
      count += 1;
      if (count % STRIDE === 0) {
        await turn();
        signal.throwIfAborted();
      }
    }
    sorter.settle();
    await tell({
      ...compareScores(older, newer),
      totals: tally.totals(),
      judged: { [Symbol.iterator]: () => recordsOf(sorter) },
    });
  } finally {
    sorter.close();
  }
};
