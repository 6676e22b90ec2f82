import { ADDRESS, DATE } from './forms.js';
import { implied, required, row, type ValueTable } from './value-table.js';

/** Appendix E. */
export const SCAN_REPORT_LIST_VALUES: ValueTable = {
  appendix: 'E',
  reply: 'scan_report_list.php',
  rows: [
    row('/SCAN_REPORT_LIST', '(SCAN_REPORT*)', {
      user: required({ tag: 'Any', means: 'the name of the account' }),
      from: required(DATE),
      to: required(DATE),
      with_target: implied(ADDRESS),
    }),
    row('/SCAN_REPORT_LIST/SCAN_REPORT', 'EMPTY', {
      ref: required({ tag: 'Any', means: 'the reference of the scan' }),
      date: required(DATE),
      target: required({ tag: 'Any', means: 'the addresses that were scanned, as they were asked for' }),
    }),
  ],
};
