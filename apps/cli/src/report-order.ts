import type { SortedReport } from '@openguard/analytics';
import { parseReportDate } from '@openguard/model';
import { printable } from '@openguard/render';
import { say, type Io } from './io.js';

const timeOf = ({ date }: SortedReport): number | undefined => parseReportDate(date ?? '');

/** Of two reports in the wrong order, what was fixed is told as new. */
export const warnOfOrder = (io: Io, older: SortedReport, newer: SortedReport): void => {
  const [before, after] = [timeOf(older), timeOf(newer)];
  if (before === undefined || after === undefined || before <= after) return;
  say(
    io,
    `openguard: compare: the older report is of ${printable(older.date ?? '')}, after the newer one (${printable(newer.date ?? '')}): what is told as new may have been fixed`,
  );
};

/** Reports before the older one, the oldest first where all of them are dated; warns of one that is newer than that. */
export const earlierOf = (
  io: Io,
  earlier: readonly SortedReport[],
  older: SortedReport,
): readonly SortedReport[] => {
  const before = timeOf(older);
  for (const report of earlier) {
    const time = timeOf(report);
    if (time !== undefined && before !== undefined && time > before)
      say(
        io,
        `openguard: compare: an earlier report is of ${printable(report.date ?? '')}, after the older one (${printable(older.date ?? '')}): what it tells of as fixed may be told as reopened`,
      );
  }
  return earlier.every((report) => timeOf(report) !== undefined)
    ? [...earlier].sort((a, b) => (timeOf(a) ?? 0) - (timeOf(b) ?? 0))
    : earlier;
};
