import type { DocumentItem } from '@openguard/model';
import { RecordBuilder, type RecordOptions } from './record-builder.js';
import type { KeyedRecord, SortedReport } from './report-record.js';

/** A whole report in memory, ready to be compared. */
export interface Snapshot extends SortedReport {
  readonly records: readonly KeyedRecord[];
}

/** Sorts records by their keys, as comparisons need them. */
const byKey = ({ key: one }: KeyedRecord, { key: other }: KeyedRecord): number =>
  one < other ? -1 : one > other ? 1 : 0;

/** Collects the items of one report, one by one, into a snapshot. */
export class SnapshotBuilder {
  readonly #records: KeyedRecord[] = [];
  readonly #builder: RecordBuilder;

  constructor(options: RecordOptions = {}) {
    this.#builder = new RecordBuilder((record) => this.#records.push(record), options);
  }

  add(item: DocumentItem): void {
    this.#builder.add(item);
  }

  /** To be called once, at the proven end of the report. */
  snapshot(): Snapshot {
    return { ...this.#builder.end(), records: this.#records.sort(byKey) };
  }
}
