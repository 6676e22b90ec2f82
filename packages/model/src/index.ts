export { Acceptance } from './acceptance.js';
export { Account, AccountRole } from './account.js';
export { AuditEntry } from './audit-entry.js';
export { Batch, BatchState } from './batch.js';
export type { CheckItem } from './check-item.js';
export { formatCompactDate, parseReportDate } from './compact-date.js';
export { Coverage, CoverageGap } from './coverage.js';
export { COVERAGE_CATEGORY, coverageFromFindings, coverageToFindings } from './coverage-findings.js';
export { cveIdentifiers } from './cve.js';
export type { DocumentItem } from './document-item.js';
export type { EndItem, Repaired } from './end-item.js';
export { Finding, Reference, Section } from './finding.js';
export { EventKind, FindingGrade, type FindingEvent } from './finding-event.js';
export { FindingFacts, FindingStanding, FindingState, type KnownFinding } from './finding-standing.js';
export type { HeaderItem, NetblockItem, OptionProfileItem } from './header-item.js';
export { GradedFinding, HostReport } from './host-report.js';
export { JobReference, type KeptJob } from './kept-job.js';
export {
  AffectedProduct,
  AffectedVersions,
  KnownVulnerability,
  type ExploitedVulnerability,
  type ForecastVulnerability,
  type RatedVulnerability,
} from './known-vulnerability.js';
export { KeptMap } from './kept-map.js';
export { KeptPolicy, KeptReport } from './kept-policy.js';
export type { MapReportItem, ReportItem, ReportListRange, RunningItem } from './list-item.js';
export type { KnownHost } from './known-host.js';
export { LoginKind, LoginRecord, SnmpVersion } from './login-record.js';
export { LinkEvidence, MapHost } from './map-host.js';
export type { MapHostItem, MapItem } from './map-item.js';
export { MapReference, type MapReferenceBrand } from './map-reference.js';
export { Notice } from './notice.js';
export type { AboutItem, RefusedItem, ReturnItem } from './outcome-item.js';
export { MailState, OutgoingMail } from './outgoing-mail.js';
export { OpenServices } from './open-services.js';
export { allPortsBut, includesPort, portList, portsIn } from './port-list.js';
export type { PostureItem } from './posture-item.js';
export type { RecordItem } from './record-item.js';
export type { RegistrationItem, ViolationItem } from './registration-item.js';
export type {
  GlossaryItem,
  IdItem,
  RequestItem,
  SharedReportItem,
  SkippedItem,
  WarningItem,
} from './response-item.js';
export { Scan, ScanState } from './scan.js';
export type {
  ComplianceItem,
  Exploit,
  FindingDetails,
  FindingItem,
  HostItem,
  Malware,
  ResultTable,
  ScanItem,
} from './scan-item.js';
export { ScanReference, type ScanReferenceBrand } from './scan-reference.js';
export { Schedule } from './schedule.js';
export { Severity } from './severity.js';
export { SYSTEM_ACCURACY, systemIn, systemResult } from './system-result.js';
export { TakenReport } from './taken-report.js';
export { Tested } from './tested.js';
export type { TicketEvent, TicketItem } from './ticket-item.js';
export type { TrackedFinding } from './tracked-finding.js';
export type { VirtualPatch } from './virtual-patch.js';
export { Watch } from './watch.js';
