import { parseReportDate } from '@openguard/model';
import { Silence } from './evidence.js';
import type { CheckIdOf } from './identity.js';
import type { KnownHost } from './known-host.js';
import type { KeyedRecord, SortedReport } from './report-record.js';

/** One of two reports while they are walked through together. */
export class ReportSide {
  readonly silence: Silence;
  /** When the report was made, in milliseconds since 1970, where it says so. */
  readonly at: number | undefined;
  /** What the report says of the host that the walk is at. */
  host: KnownHost | undefined;
  readonly #records: Iterator<KeyedRecord>;
  #next: KeyedRecord | undefined;

  constructor(report: SortedReport, checkIdOf: CheckIdOf | undefined) {
    this.silence = new Silence(report, checkIdOf);
    this.at = parseReportDate(report.date ?? '');
    this.#records = report.records[Symbol.iterator]();
    this.#advance();
  }

  /** The key of what comes next; `undefined` at the end. */
  get key(): string | undefined {
    return this.#next?.key;
  }

  /** Takes all records that are next and have this key. */
  take(key: string): readonly KeyedRecord[] {
    const taken: KeyedRecord[] = [];
    for (; this.#next?.key === key; this.#advance()) taken.push(this.#next);
    return taken;
  }

  /** To be called when nobody walks on. */
  close(): void {
    this.#records.return?.();
  }

  #advance(): void {
    const last = this.#next?.key;
    const result = this.#records.next();
    this.#next = result.done === true ? undefined : result.value;
    if (last !== undefined && this.#next !== undefined && this.#next.key < last)
      throw new RangeError(`the records are not sorted: ${this.#next.key} comes after ${last}`);
  }
}
