import { entry } from '../record-table.js';
import { responseList } from '../response/response.js';
import { SharedReport } from './report-list.js';

/** REPORT_LIST_OUTPUT. */
export const REPORT_LIST_OUTPUT = responseList({
  spine: { REPORT_LIST: {} },
  records: [
    [
      'REPORT_LIST/REPORT',
      entry(SharedReport, ({ status, ...report }) => ({ kind: 'shared-report', ...report, ...status })),
    ],
  ],
  counted: ['shared-report'],
});
