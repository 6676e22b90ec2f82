import type { ReportListRange } from './list-item.js';
import type { Notice } from './notice.js';

/** What was mended in a document that was read with `repair`: how often, and the first of it, by byte offset. */
export interface Repaired {
  readonly count: number;
  readonly first: readonly {
    readonly offset: number;
    /** Bytes that are no character, a character that XML forbids, or a `&` that begins no reference. */
    readonly kind: 'encoding' | 'character' | 'reference';
    readonly found: string;
  }[];
}

/**
 * The document is proven complete. `notices` holds everything that the model does not know; past a bound,
 * further texts stand in the items themselves and are counted here by path.
 */
export interface EndItem {
  readonly kind: 'end';
  readonly hosts: number;
  readonly findings: number;
  /** Of a MAP or MAP_REQUEST: how many maps. */
  readonly maps?: number;
  /** Of a SCAN_REPORT_LIST or MAP_REPORT_LIST: how many reports, for whom, from when to when. */
  readonly reports?: number;
  readonly list?: ReportListRange;
  /** Of a SCAN_RUNNING_LIST: how many scans and maps. */
  readonly running?: number;
  /** How many checks, tickets, postures, authentication records and numbers alone. */
  readonly checks?: number;
  readonly tickets?: number;
  readonly postures?: number;
  readonly records?: number;
  readonly ids?: number;
  /** Of a reply of API v2: when it was given (DATETIME). */
  readonly answered?: string;
  /** The document is complete, and is not all: the service has more (WARNING 1980, or TRUNCATION). */
  readonly truncated?: true;
  /** Of a list that was pulled page by page: how many hosts were left out, each of which an item names. */
  readonly skipped?: number;
  /**
   * Hosts that stand in it more than once, so that what is told of them is told, and counted, as often: how many times one
   * stands again, and the first of them.
   */
  readonly repeated?: { readonly hosts: number; readonly first: string };
  /** Of tickets that are not all: the number of the last one (TRUNCATION@last). */
  readonly last?: number;
  /**
   * It tells what a service knows of hosts by now, out of many scans: what it does not hold may never have been looked
   * for. Detections, asset reports and what is known of a host.
   */
  readonly tracked?: true;
  /** It says that it is of a simulated estate. Scan reports and maps say it in their header. */
  readonly simulated?: true;
  /**
   * The form has no mark at its end (CSV without a footer): it ends where a line does, and nothing says that no line is
   * missing, or that there is no more.
   */
  readonly unproven?: true;
  /** Of a SCAN without HEADER: its `@value`. */
  readonly ref?: string;
  /** Something was mended: the document is complete as far as that goes, and is not what its writer meant there. */
  readonly repaired?: Repaired;
  readonly notices: readonly Notice[];
}
