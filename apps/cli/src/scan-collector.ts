import {
  RecordBuilder,
  type RecordOptions,
  type ReportHead,
  type ReportRecord,
  type SortedReport,
} from '@openguard/analytics';
import type { DocumentItem } from '@openguard/model';
import { DiskSorter } from './disk-sorter.js';

/** Collects the items of a scan report, one by one, for a comparison. What memory has no room for is on the disk. */
export class ScanCollector {
  readonly #sorter: DiskSorter<ReportRecord>;
  readonly #options: RecordOptions;
  #builder: RecordBuilder;
  #head: ReportHead | undefined;

  /**
   * @param options see `RecordOptions` of `@openguard/analytics`
   * @param room see {@link DiskSorter}
   */
  constructor(options: RecordOptions, room?: number) {
    this.#options = options;
    this.#sorter = new DiskSorter(room);
    this.#builder = this.#newBuilder();
  }

  /** Forgets all that came, and gives what takes the items of the report from its beginning. */
  readonly begin = (): ((item: DocumentItem) => void) => {
    this.#sorter.restart();
    this.#head = undefined;
    const builder = this.#newBuilder();
    this.#builder = builder;
    return (item) => {
      builder.add(item);
    };
  };

  /** The report; to be called at its proven end. */
  report(): SortedReport {
    this.#head ??= this.#builder.end();
    this.#sorter.settle();
    const sorter = this.#sorter;
    return {
      ...this.#head,
      records: { [Symbol.iterator]: () => sorter.sorted() },
    };
  }

  close(): void {
    this.#sorter.close();
  }

  #newBuilder(): RecordBuilder {
    const sorter = this.#sorter;
    return new RecordBuilder(({ key, record }) => sorter.add(key, record), this.#options);
  }
}
