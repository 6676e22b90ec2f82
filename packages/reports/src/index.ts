export { namedPosture, namesPostures, readPostureNames, type PostureNames } from './posture/explain.js';
export { glossaryOf, hasGlossary, readGlossary, rootFinder } from './asset-data/read-glossary.js';
export type { CheckSummary, Glossary } from './asset-data/glossary.js';
export {
  writeRecordNumbers,
  writeSnmpRecords,
  writeUnixRecords,
  type WrittenRecordNumbers,
  type WrittenRecords,
} from './auth-records/write.js';
export {
  writeAssetRefusal,
  writeAssetReport,
  type AssetHeaderValues,
  type AssetHostValues,
  type AssetReportEnd,
  type AssetRoot,
  type CheckDetailsValues,
} from './asset-data/write.js';
export {
  writeHostInfo,
  writeHostInfoRefusal,
  type HostInfoValues,
  type HostVulnInfoValues,
} from './host-info/write.js';
export {
  writeKnowledgeBase,
  writeKnowledgeBaseRefusal,
  type KnownVulnValues,
} from './knowledge-base/write.js';
export { lookAhead, type LookedAt } from './look-ahead.js';
export { writeBatchReturn, type BatchOutcome } from './batch-return/write.js';
export { writeAbout, type Versions } from './about/write.js';
export { ABOUT_DTD } from './dtd/about.js';
export { GENERIC_RETURN_DTD } from './dtd/generic-return.js';
export { LATER_DTDS } from './dtd/later-dtds.js';
export { MAP_DTD, MAP_REQUEST_DTD } from './dtd/map.js';
export { MAP_REPORT_LIST_DTD } from './dtd/map-report-list.js';
export { REGISTRATION_DTD } from './dtd/registration.js';
export { SCAN_DTD } from './dtd/scan-1.js';
export { SCAN_REPORT_LIST_DTD } from './dtd/scan-report-list.js';
export { SCAN_RUNNING_LIST_DTD } from './dtd/scan-running-list.js';
export { writeDetections, type DetectedHostValues } from './detection-list/write.js';
export { writeDetectionsCsv } from './detection-list/write-csv.js';
export { markSimulated } from './document-head.js';
export { describeDocumentFault, type DocumentFault } from './fault.js';
export { writeGenericReturn, type Outcome } from './generic-return/write.js';
export { writeHostIds, writeHostList, type HostListEnd, type ListedHostValues } from './host-list/write.js';
export type { ListCut, ListReply } from './response/write-list.js';
export {
  MAP_HEAD,
  MAP_REQUEST_HEAD,
  writeMap,
  writeMapRefusal,
  writeMapRequest,
  writeMapRequestRefusal,
  type MapRefusal,
  type WrittenMap,
} from './map/write.js';
export {
  writeMapReportList,
  writeMapReportListRefusal,
  type MapListRequest,
  type SavedMap,
} from './map-report-list/write.js';
export {
  PLAIN_LISTS,
  writeExplanation,
  writePosture,
  writePostures,
  type WrittenPostures,
} from './posture/write.js';
export { writeReportList, type ListedReport } from './report-list/write.js';
export { KNOWN_ROOTS, readDocument, readDocumentLists, type ReadOptions } from './read-document.js';
export { writeRegistration, writeRegistrationRefusal, type RefusedForm } from './registration/write.js';
export type { ToldRequest } from './response/told-request.js';
export { writeSimpleReturn, type SimpleOutcome } from './simple-return/write.js';
export type { FindingField, WantedFindings } from './scan/projection.js';
export { SCAN_HEAD, writeHost, writeScan, writeScanAround, writeScanRefusal } from './scan/write-scan.js';
export {
  writeScanReportList,
  writeScanReportListRefusal,
  type ListRequest,
} from './scan-report-list/write.js';
export {
  writeScanRunningList,
  writeScanRunningListRefusal,
  type Running,
} from './scan-running-list/write.js';
export {
  writeTickets,
  writeTicketsRefusal,
  type WrittenTicket,
  type WrittenTickets,
  type WrittenTurn,
} from './tickets/write.js';
export type { AttributeRow, ValueRow, ValueTable } from './values/value-table.js';
export { VALUE_TABLES } from './values/value-tables.js';
export type { Values } from './values/values.js';
