import { dtdOf } from '@openguard/codec';
import { AssetDataReport, AssetRangeInfo, AssetSearchReport } from '../asset-data/asset-data.js';
import { RecordsOutput, SnmpRecordsOutput, UnixRecordsOutput } from '../auth-records/auth-records.js';
import { BatchReturn } from '../batch-return/batch-return.js';
import { DetectionOutput } from '../detection-list/detection-list.js';
import { HostInfo } from '../host-info/host-info.js';
import { HostListOutput } from '../host-list/host-list.js';
import { KnowledgeBase } from '../knowledge-base/knowledge-base.js';
import { KnowledgeBaseOutput } from '../knowledge-base/knowledge-base-2.js';
import { PolicyReport } from '../policy-report/policy-report.js';
import { PostureOutput } from '../posture/posture.js';
import { ReportListOutput } from '../report-list/report-list.js';
import { SimpleReturn } from '../simple-return/simple-return.js';
import { RemediationTickets } from '../tickets/tickets.js';

/**
 * The DTDs of the documents of 6.17 and 6.18, and of what they build on, by the paths at which they are served. They
 * say what the declarations do; where several children exclude each other, they allow them all.
 */
export const LATER_DTDS: ReadonlyMap<string, string> = new Map([
  ['/api/2.0/simple_return.dtd', dtdOf(SimpleReturn)],
  ['/api/2.0/batch_return.dtd', dtdOf(BatchReturn)],
  ['/api/2.0/fo/asset/host/host_list_output.dtd', dtdOf(HostListOutput)],
  ['/api/2.0/fo/asset/host/vm/detection/host_list_vm_detection_output.dtd', dtdOf(DetectionOutput)],
  ['/api/2.0/fo/auth/auth_records.dtd', dtdOf(RecordsOutput)],
  ['/api/2.0/fo/auth/unix/auth_unix_list_output.dtd', dtdOf(UnixRecordsOutput)],
  ['/api/2.0/fo/auth/snmp/auth_snmp_list_output.dtd', dtdOf(SnmpRecordsOutput)],
  ['/api/2.0/fo/compliance/posture/info/posture_info_list_output.dtd', dtdOf(PostureOutput)],
  ['/api/2.0/fo/report/report_list_output.dtd', dtdOf(ReportListOutput)],
  ['/api/2.0/fo/knowledge_base/vuln/knowledge_base_vuln_list_output.dtd', dtdOf(KnowledgeBaseOutput)],
  ['/asset_data_report.dtd', dtdOf(AssetDataReport)],
  ['/asset_range_info.dtd', dtdOf(AssetRangeInfo)],
  ['/asset_search_report.dtd', dtdOf(AssetSearchReport)],
  ['/get_host_info.dtd', dtdOf(HostInfo)],
  ['/ticket_list_output.dtd', dtdOf(RemediationTickets)],
  ['/knowledgebase_download.dtd', dtdOf(KnowledgeBase)],
  ['/compliance_policy_report.dtd', dtdOf(PolicyReport)],
]);
