import { writeElement } from '@openguard/xml';
import { documentHead } from '../document-head.js';
import { formatIsoDate } from '../iso-date.js';
import { requestOf, type ToldRequest } from '../response/told-request.js';
import { ReportListOutput } from './report-list.js';

/** A report that lies on the server, whole. `launchedAt` is milliseconds since 1970; `size` is in bytes. */
export interface ListedReport {
  readonly id: number;
  readonly title: string;
  readonly type: string;
  readonly user: string;
  readonly launchedAt: number;
  readonly size: number;
}

const kilobytes = (size: number): string => `${Math.ceil(size / 1024)} KB`;

/** Writes REPORT_LIST_OUTPUT; `at` is milliseconds since 1970, and `request` is repeated. */
export const writeReportList = (
  at: number,
  reports: readonly ListedReport[],
  request?: ToldRequest,
): string =>
  documentHead('REPORT_LIST_OUTPUT', '/api/2.0/fo/report/report_list_output.dtd') +
  writeElement(
    ReportListOutput.encode({
      ...requestOf(request),
      response: {
        datetime: formatIsoDate(at),
        reports:
          reports.length === 0
            ? []
            : [
                {
                  reports: reports.map(({ launchedAt, size, ...report }) => ({
                    ...report,
                    launched: formatIsoDate(launchedAt),
                    format: 'XML',
                    size: kilobytes(size),
                    status: { state: 'Finished' },
                  })),
                },
              ],
      },
    }),
  );
