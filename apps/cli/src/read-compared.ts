import {
  entryKey,
  MapSnapshotBuilder,
  type EntryList,
  type MapSnapshot,
  type RecordOptions,
  type SortedReport,
} from '@openguard/analytics';
import { OpenGuardError } from '@openguard/errors';
import { MapReference, type DocumentItem } from '@openguard/model';
import { mapReport } from '@openguard/protocol';
import type { Invocation } from './command.js';
import { withClient } from './connect.js';
import type { ComparedReport } from './compared-report.js';
import type { ReportBackground } from './report-background.js';
import { ScanCollector } from './scan-collector.js';
import { EntryCollector } from './entry-collector.js';
import { ENTRY_ROOTS, FINDING_ROOTS, readSource, refuseRepair, retrieveMap, sourceOf } from './source.js';

/** How findings are named and told apart: the table of our own numbers. */
export type CheckTable = Required<Pick<RecordOptions, 'checkIdOf' | 'sectionOf'>>;

/** A report that is compared, and what it is of. `close` gives back what it takes on the disk. */
export type Compared = { readonly close: () => void } & (
  | { readonly kind: 'scan'; readonly report: SortedReport }
  | { readonly kind: 'map'; readonly report: MapSnapshot }
  | { readonly kind: 'list'; readonly report: EntryList }
);

/** Takes the items of a report whose kind its end tells. */
class ComparedBuilder {
  readonly #scan: ScanCollector;
  readonly #background: ReportBackground;
  readonly #entries = new EntryCollector(entryKey);
  #map = new MapSnapshotBuilder();
  #isMap = false;

  constructor(checks: CheckTable, report: ComparedReport) {
    this.#background = report.next();
    this.#scan = new ScanCollector({ ...checks, texts: report.listing });
  }

  /** Begins anew, and gives what takes the items. */
  readonly begin = (): ((item: DocumentItem) => void) => {
    const take = this.#scan.begin();
    const around = this.#background.begin();
    const list = this.#entries.begin();
    const map = new MapSnapshotBuilder();
    this.#map = map;
    return (item) => {
      take(item);
      around(item);
      list(item);
      map.add(item);
      if (item.kind === 'end') this.#isMap = item.maps !== undefined;
    };
  };

  readonly close = (): void => {
    this.#scan.close();
    this.#entries.close();
  };

  compared(): Compared {
    const { close } = this;
    const list = this.#entries.list();
    if (list !== undefined) return { kind: 'list', report: list, close };
    return this.#isMap
      ? { kind: 'map', report: this.#map.snapshot(), close }
      : { kind: 'scan', report: this.#scan.report(), close };
  }
}

const ROOTS = [...new Set([...FINDING_ROOTS, ...ENTRY_ROOTS, ...mapReport.roots, 'MAP_REQUEST'])];

/** What comparisons look at besides what is always told; whoever shows the findings needs all. */
const wantedFor = ({ listing }: ComparedReport) =>
  listing ? { roots: ROOTS } : { roots: ROOTS, findings: { fields: ['result'] as const } };

const readerOf = async (
  text: string,
  report: ComparedReport,
): Promise<(invocation: Invocation, begin: ComparedBuilder['begin']) => Promise<void>> => {
  if (MapReference.is(text)) {
    return (invocation, begin) => {
      refuseRepair(invocation);
      return withClient(invocation, (client) => retrieveMap(invocation, client, text, begin()));
    };
  }
  const source = await sourceOf(text);
  if (source.kind === 'targets') {
    throw new OpenGuardError(
      'OG_USAGE',
      `compare: ${JSON.stringify(text.slice(0, 60))} is a target list; two sources are references or files`,
    );
  }
  return (invocation, begin) =>
    readSource(invocation, source, begin, { ...wantedFor(report), ...report.knowledge });
};

/** Where one of the reports comes from; asked before any is read, which may take long. */
export const comparedSource = async (
  text: string,
  report: ComparedReport,
): Promise<(invocation: Invocation, checks: CheckTable) => Promise<Compared>> => {
  const read = await readerOf(text, report);
  return async (invocation, checks) => {
    const builder = new ComparedBuilder(checks, report);
    try {
      await read(invocation, builder.begin);
      return builder.compared();
    } catch (error) {
      builder.close();
      throw error;
    }
  };
};
