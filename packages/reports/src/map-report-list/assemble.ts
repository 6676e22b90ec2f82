import type { MapReportItem, ReportListRange } from '@openguard/model';
import type { XmlElement } from '@openguard/xml';
import * as E from 'fp-ts/lib/Either.js';
import type { Workbench } from '../assembler.js';
import type { DocumentFault } from '../fault.js';
import { circumstancesOf } from '../header/circumstances.js';
import type { ListKind } from '../list-assembler.js';
import { MapReport, MapReportListStart } from './map-report-list.js';

const report = (
  bench: Workbench,
  element: XmlElement,
  offset: number,
): E.Either<DocumentFault, MapReportItem> => {
  const decoded = bench.decode(MapReport, element, offset);
  if (E.isLeft(decoded)) return decoded;
  const { ref, date, domain, status, title } = decoded.right;
  return E.right({
    kind: 'map',
    ref,
    date,
    domain,
    ...(status === undefined ? {} : { status }),
    ...(title === undefined ? {} : { title }),
    ...circumstancesOf(decoded.right),
    ...bench.ledger.take(),
  });
};

/** MAP_REPORT_LIST. */
export const MAP_REPORT_LIST: ListKind = {
  start: (bench, element, offset) =>
    E.map((list: ReportListRange) => ({ list }))(bench.decode(MapReportListStart, element, offset)),
  entries: new Map([[MapReport.tagName, report]]),
  counted: 'reports',
};
