import type { EndItem, ReportItem } from '@openguard/model';
import type { XmlElement } from '@openguard/xml';
import * as E from 'fp-ts/lib/Either.js';
import type { Workbench } from '../assembler.js';
import type { DocumentFault } from '../fault.js';
import type { ListKind } from '../list-assembler.js';
import { ADDRESS, DATE } from '../values/forms.js';
import { ScanReport, ScanReportListStart } from './scan-report-list.js';

const start = (
  bench: Workbench,
  element: XmlElement,
  offset: number,
): E.Either<DocumentFault, Pick<EndItem, 'list'>> => {
  const list = bench.decode(ScanReportListStart, element, offset);
  if (E.isLeft(list)) return list;
  bench.check(DATE, 'SCAN_REPORT_LIST/@from', list.right.from);
  bench.check(DATE, 'SCAN_REPORT_LIST/@to', list.right.to);
  bench.check(ADDRESS, 'SCAN_REPORT_LIST/@with_target', list.right.withTarget);
  return E.right({ list: list.right });
};

const report = (
  bench: Workbench,
  element: XmlElement,
  offset: number,
): E.Either<DocumentFault, ReportItem> => {
  const decoded = bench.decode(ScanReport, element, offset);
  if (E.isLeft(decoded)) return decoded;
  bench.check(DATE, 'SCAN_REPORT/@date', decoded.right.date);
  return E.right({ kind: 'report', ...decoded.right, ...bench.ledger.take() });
};

/** SCAN_REPORT_LIST. */
export const SCAN_REPORT_LIST: ListKind = {
  start,
  entries: new Map([[ScanReport.tagName, report]]),
  counted: 'reports',
};
