import { attentionKey } from './attention.js';
import { judgeReports, type Judged, type JudgeOptions } from './judge.js';
import type { SortedReport } from './report-record.js';
import { Tally, type Totals } from './tally.js';

/** How a newer report differs from an older one. */
export interface Comparison {
  readonly verdict: 'same' | 'increased' | 'decreased';
  readonly oldScore: number;
  readonly newScore: number;
  /** New score minus old score. */
  readonly change: number;
  readonly totals: Totals;
  /**
   * Ports and findings with what became of them, in the order in which someone should look at them. May be larger
   * than memory, to be read once; whoever compares such reports leaves out what stayed the same.
   */
  readonly judged: Iterable<Judged>;
}

/** The sentence of the sample program *compare*, as data. */
export const compareScores = (
  older: Pick<SortedReport, 'score'>,
  newer: Pick<SortedReport, 'score'>,
): Pick<Comparison, 'verdict' | 'oldScore' | 'newScore' | 'change'> => {
  const change = newer.score - older.score;
  return {
    verdict: change === 0 ? 'same' : change > 0 ? 'increased' : 'decreased',
    oldScore: older.score,
    newScore: newer.score,
    change,
  };
};

/**
 * Compares two reports: the sentence of the sample program *compare* (same, increased or decreased, both
 * scores, the signed change), what became of every port and finding, and what the change of score is made of.
 *
 * Nothing counts as fixed unless the newer report looked for it: what it did not test is told apart. Coverage
 * itself is no finding; of information only presence is compared, since its text changes with every scan. All
 * judgements are held in memory; `judgeReports` and {@link Tally} do without.
 */
export const compareReports = (
  older: SortedReport,
  newer: SortedReport,
  options: JudgeOptions = {},
): Comparison & { readonly judged: readonly Judged[] } => {
  const tally = new Tally(options);
  const all: { readonly key: string; readonly judged: Judged }[] = [];
  for (const judged of judgeReports(older, newer, options)) {
    tally.add(judged);
    all.push({ key: attentionKey(judged), judged });
  }
  all.sort(({ key: one }, { key: other }) => (one < other ? -1 : one > other ? 1 : 0));
  return {
    ...compareScores(older, newer),
    totals: tally.totals(),
    judged: all.map(({ judged }) => judged),
  };
};
