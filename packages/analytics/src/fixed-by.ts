import { judgeReports, type JudgeOptions } from './judge.js';
import type { KeyedRecord, SortedReport } from './report-record.js';

/** What has not been fixed so far, as a report that can be compared. */
const reportOf = (records: readonly KeyedRecord[]): SortedReport => ({
  ref: '',
  date: undefined,
  target: undefined,
  status: undefined,
  notAlive: '',
  notScanned: '',
  score: 0,
  records,
});

/**
 * Tells which findings had been seen in some reports, the oldest first, and were fixed by the last of them: asked for an
 * identity, for `wasFixed` of a comparison whose older report is the last one. What a report did not test stays as it
 * was. A report that is given twice in a row changes nothing. Holds in memory what is open and what was fixed.
 */
export const fixedBy = (
  reports: Iterable<SortedReport>,
  { checkIdOf }: Pick<JudgeOptions, 'checkIdOf'> = {},
): ((identity: string) => boolean) => {
  const fixed = new Set<string>();
  let state: readonly KeyedRecord[] = [];
  for (const report of reports) {
    const open: KeyedRecord[] = [];
    const options = checkIdOf === undefined ? {} : { checkIdOf };
    for (const judged of judgeReports(reportOf(state), report, options)) {
      if (judged.kind === 'port') continue;
      const { identity: key, finding, verdict } = judged;
      if (verdict === 'fixed') fixed.add(key);
      else open.push({ key, record: { kind: 'finding', finding } });
    }
    state = open;
  }
  const open = new Set(state.map(({ key }) => key));
  return (identity) => fixed.has(identity) && !open.has(identity);
};
