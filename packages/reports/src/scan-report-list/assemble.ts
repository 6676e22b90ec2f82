import type { DocumentItem, ReportListRange } from '@openguard/model';
import type { XmlElement, XmlEvent } from '@openguard/xml';
import * as E from 'fp-ts/lib/Either.js';
import { Workbench, type Assembler } from '../assembler.js';
import type { DocumentFault } from '../fault.js';
import { ScanReport, ScanReportListStart } from './scan-report-list.js';

type Items = E.Either<DocumentFault, readonly DocumentItem[]>;

const NOTHING: Items = E.right([]);

/** Reads SCAN_REPORT_LIST. */
export class ScanReportListAssembler implements Assembler {
  readonly #bench = new Workbench();
  #list: ReportListRange = {};
  #reports = 0;

  readonly take = (event: XmlEvent): Items => {
    switch (event.kind) {
      case 'open': {
        const list = this.#bench.decode(ScanReportListStart, event.element, event.offset);
        this.#bench.enter(event.element.tagName);
        if (E.isLeft(list)) return list;
        this.#list = list.right;
        return NOTHING;
      }
      case 'record':
        return this.#record(event.element, event.offset);
      case 'text':
        this.#bench.noteText(this.#bench.path, event.text);
        return NOTHING;
      case 'close':
        return NOTHING;
      case 'end':
        return E.right([
          this.#bench.end({ hosts: 0, findings: 0, reports: this.#reports, list: this.#list }),
        ]);
    }
  };

  #record(element: XmlElement, offset: number): Items {
    if (element.tagName === 'ERROR') return this.#bench.refused(element, offset);
    if (element.tagName !== ScanReport.tagName) {
      this.#bench.noteUnknown(element);
      return NOTHING;
    }
    const report = this.#bench.decode(ScanReport, element, offset);
    if (E.isLeft(report)) return report;
    this.#reports += 1;
    return E.right([{ kind: 'report', ...report.right, ...this.#bench.ledger.take() }]);
  }
}
