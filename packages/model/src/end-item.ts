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
  /** Of a SCAN without HEADER: its `@value`. */
  readonly ref?: string;
  /** Something was mended: the document is complete as far as that goes, and is not what its writer meant there. */
  readonly repaired?: Repaired;
  readonly notices: readonly Notice[];
}
