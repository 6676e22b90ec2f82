import { ABOUT_DTD, GENERIC_RETURN_DTD, SCAN_DTD, SCAN_REPORT_LIST_DTD } from '@openguard/reports';

/** The DTDs by the paths at which anyone may read them. */
export const DTDS: ReadonlyMap<string, string> = new Map([
  ['/scan-1.dtd', SCAN_DTD],
  ['/scan_report_list.dtd', SCAN_REPORT_LIST_DTD],
  ['/generic_return.dtd', GENERIC_RETURN_DTD],
  ['/about.dtd', ABOUT_DTD],
]);
