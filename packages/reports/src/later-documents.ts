import type { XmlLimits } from '@openguard/xml';
import { assetReport, type FindingOrder } from './asset-data/assemble.js';
import { AUTH_RECORDS, SNMP_RECORDS, UNIX_RECORDS } from './auth-records/assemble.js';
import { BATCH_RETURN } from './batch-return/assemble.js';
import { detectionOutput } from './detection-list/assemble.js';
import { hostInfo } from './host-info/assemble.js';
import { HOST_LIST_OUTPUT } from './host-list/assemble.js';
import { KNOWLEDGE_BASE_OUTPUT, VULNS } from './knowledge-base/assemble.js';
import { policyReport } from './policy-report/assemble.js';
import { POSTURE_OUTPUT } from './posture/assemble.js';
import type { RecordTable } from './record-table.js';
import { REPORT_LIST_OUTPUT } from './report-list/assemble.js';
import { SIMPLE_RETURN } from './simple-return/assemble.js';
import { REMEDIATION_TICKETS } from './tickets/assemble.js';

/** The documents of releases 6.17 and 6.18, and of what they build on, by their roots. */
export const LATER_DOCUMENTS: ReadonlyMap<string, (order: FindingOrder, limits: XmlLimits) => RecordTable> =
  new Map([
    ['HOST_LIST_OUTPUT', () => HOST_LIST_OUTPUT],
    ['HOST_LIST_VM_DETECTION_OUTPUT', detectionOutput],
    ['SIMPLE_RETURN', () => SIMPLE_RETURN],
    ['BATCH_RETURN', () => BATCH_RETURN],
    ['VULNS', () => VULNS],
    ['KNOWLEDGE_BASE_VULN_LIST_OUTPUT', () => KNOWLEDGE_BASE_OUTPUT],
    ['ASSET_DATA_REPORT', assetReport],
    ['ASSET_RANGE_INFO', assetReport],
    ['ASSET_SEARCH_REPORT', assetReport],
    ['HOST', hostInfo],
    ['REMEDIATION_TICKETS', () => REMEDIATION_TICKETS],
    ['AUTH_UNIX_LIST_OUTPUT', () => UNIX_RECORDS],
    ['AUTH_SNMP_LIST_OUTPUT', () => SNMP_RECORDS],
    ['AUTH_RECORDS_OUTPUT', () => AUTH_RECORDS],
    ['POSTURE_INFO_LIST_OUTPUT', () => POSTURE_OUTPUT],
    ['REPORT_LIST_OUTPUT', () => REPORT_LIST_OUTPUT],
    ['COMPLIANCE_POLICY_REPORT', (_order, limits) => policyReport(limits)],
  ]);
