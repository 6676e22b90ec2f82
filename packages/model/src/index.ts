export { Account, AccountRole } from './account.js';
export { formatCompactDate, parseReportDate } from './compact-date.js';
export { Coverage, CoverageGap } from './coverage.js';
export { COVERAGE_CATEGORY, coverageFromFindings, coverageToFindings } from './coverage-findings.js';
export { cveIdentifiers } from './cve.js';
export { Finding, Reference, Section } from './finding.js';
export { GradedFinding, HostReport } from './host-report.js';
export { Notice } from './notice.js';
export { allPortsBut, includesPort } from './port-list.js';
export { Scan, ScanState } from './scan.js';
export type {
  ComplianceItem,
  DocumentItem,
  EndItem,
  Exploit,
  FindingDetails,
  FindingItem,
  HeaderItem,
  HostItem,
  Malware,
  RefusedItem,
  ReportItem,
  ReportListRange,
  ReturnItem,
  ScanItem,
} from './scan-item.js';
export { ScanReference, type ScanReferenceBrand } from './scan-reference.js';
export { Severity } from './severity.js';
