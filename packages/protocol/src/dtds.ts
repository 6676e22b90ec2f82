import {
  ABOUT_DTD,
  GENERIC_RETURN_DTD,
  MAP_DTD,
  MAP_REPORT_LIST_DTD,
  MAP_REQUEST_DTD,
  REGISTRATION_DTD,
  SCAN_DTD,
  SCAN_REPORT_LIST_DTD,
  SCAN_RUNNING_LIST_DTD,
} from '@openguard/reports';

/** The DTDs by the paths at which anyone may read them. That of MAP has the two names that API v2.01 prints. */
export const DTDS: ReadonlyMap<string, string> = new Map([
  ['/scan-1.dtd', SCAN_DTD],
  ['/scan_report_list.dtd', SCAN_REPORT_LIST_DTD],
  ['/scan_running_list.dtd', SCAN_RUNNING_LIST_DTD],
  ['/map.dtd', MAP_DTD],
  ['/map-1.dtd', MAP_DTD],
  ['/map-2.dtd', MAP_REQUEST_DTD],
  ['/map_report_list.dtd', MAP_REPORT_LIST_DTD],
  ['/enrollment.dtd', REGISTRATION_DTD],
  ['/generic_return.dtd', GENERIC_RETURN_DTD],
  ['/about.dtd', ABOUT_DTD],
]);
