export { writeAbout, type Versions } from './about/write.js';
export { ABOUT_DTD } from './dtd/about.js';
export { GENERIC_RETURN_DTD } from './dtd/generic-return.js';
export { SCAN_DTD } from './dtd/scan-1.js';
export { SCAN_REPORT_LIST_DTD } from './dtd/scan-report-list.js';
export { describeDocumentFault, type DocumentFault } from './fault.js';
export { writeGenericReturn, type Outcome } from './generic-return/write.js';
export { KNOWN_ROOTS, readDocument, type ReadOptions } from './read-document.js';
export { SCAN_HEAD, writeScan, writeScanRefusal } from './scan/write-scan.js';
export {
  writeScanReportList,
  writeScanReportListRefusal,
  type ListRequest,
} from './scan-report-list/write.js';
