import { formatCompactDate, type Scan } from '@openguard/model';
import { writeElement } from '@openguard/xml';
import { documentHead } from '../document-head.js';
import { ScanReportList } from './scan-report-list.js';

const HEAD = documentHead('SCAN_REPORT_LIST', '/scan_report_list.dtd');

/** Whose list, for which address if one was asked for, and when it was asked for. */
export interface ListRequest {
  readonly user: string;
  readonly withTarget?: string;
  readonly now: number;
}

/**
 * Writes SCAN_REPORT_LIST. `scans` are newest first; `from` and `to` are the dates of the oldest and the newest
 * of them, or both the time of the request when there is none.
 */
export const writeScanReportList = ({ user, withTarget, now }: ListRequest, scans: readonly Scan[]): string =>
  HEAD +
  writeElement(
    ScanReportList.encode({
      user,
      from: formatCompactDate(scans.at(-1)?.startedAt ?? now),
      to: formatCompactDate(scans[0]?.startedAt ?? now),
      ...(withTarget === undefined ? {} : { withTarget }),
      reports: scans.map(({ ref, startedAt, target }) => ({
        ref,
        date: formatCompactDate(startedAt),
        target,
      })),
    }),
  );

/** Writes a SCAN_REPORT_LIST that refuses. */
export const writeScanReportListRefusal = (number: number, text: string): string =>
  HEAD + writeElement(ScanReportList.encode({ reports: [], error: { number: String(number), text } }));
