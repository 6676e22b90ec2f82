import type { Element } from '@openguard/codec';
import type { XmlElement } from '@openguard/xml';
import type { Either } from 'fp-ts/lib/Either.js';
import { AssetDataReport, AssetRangeInfo, AssetSearchReport } from '../src/asset-data/asset-data.js';
import { RecordsOutput, SnmpRecordsOutput, UnixRecordsOutput } from '../src/auth-records/auth-records.js';
import { BatchReturn } from '../src/batch-return/batch-return.js';
import { DetectionOutput } from '../src/detection-list/detection-list.js';
import { HostInfo } from '../src/host-info/host-info.js';
import { HostListOutput } from '../src/host-list/host-list.js';
import { KnowledgeBase } from '../src/knowledge-base/knowledge-base.js';
import { KnowledgeBaseOutput } from '../src/knowledge-base/knowledge-base-2.js';
import { PolicyReport } from '../src/policy-report/policy-report.js';
import { PostureOutput } from '../src/posture/posture.js';
import { ReportListOutput } from '../src/report-list/report-list.js';
import { SimpleReturn } from '../src/simple-return/simple-return.js';
import { RemediationTickets } from '../src/tickets/tickets.js';

const ROOTS = [
  AssetDataReport,
  AssetRangeInfo,
  AssetSearchReport,
  RecordsOutput,
  SnmpRecordsOutput,
  UnixRecordsOutput,
  BatchReturn,
  DetectionOutput,
  HostInfo,
  HostListOutput,
  KnowledgeBase,
  KnowledgeBaseOutput,
  PolicyReport,
  PostureOutput,
  ReportListOutput,
  SimpleReturn,
  RemediationTickets,
];

interface Root extends Pick<Element<never>, 'tagName' | 'fields'> {
  readonly is: (value: unknown) => boolean;
  readonly decode: (input: unknown) => Either<unknown, unknown>;
  readonly encode: (value: never) => XmlElement;
}

/** The roots of the documents of 6.17 and 6.18, and of what they build on. */
export const LATER_ROOTS: readonly Root[] = ROOTS;
