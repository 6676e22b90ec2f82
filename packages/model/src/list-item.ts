import type { OptionProfileItem } from './header-item.js';
import type { Noticed } from './notice.js';

/** A SCAN_REPORT of a SCAN_REPORT_LIST. `target` echoes the request that was scanned. */
export interface ReportItem extends Noticed {
  readonly kind: 'report';
  readonly ref: string;
  readonly date: string;
  readonly target: string;
  readonly status?: string;
}

/** A MAP_REPORT of a MAP_REPORT_LIST: a saved map. `title` came with release 6.18. */
export interface MapReportItem extends Noticed {
  readonly kind: 'map';
  readonly ref: string;
  readonly date: string;
  readonly domain: string;
  readonly status?: string;
  readonly title?: string;
  readonly optionProfile?: OptionProfileItem;
  readonly assetGroups?: readonly string[];
}

/** A SCAN or MAP of a SCAN_RUNNING_LIST. `date` is when it began. */
export interface RunningItem extends Noticed {
  readonly kind: 'running';
  readonly type: 'scan' | 'map';
  readonly ref?: string;
  readonly date?: string;
  readonly target?: string;
  readonly status?: string;
  /** Every KEY by its `@value`. */
  readonly keys: Readonly<Record<string, string>>;
  readonly optionProfile?: OptionProfileItem;
  readonly assetGroups?: readonly string[];
}

/** The attributes of a SCAN_REPORT_LIST or MAP_REPORT_LIST. */
export interface ReportListRange {
  readonly user?: string;
  readonly from?: string;
  readonly to?: string;
  readonly withTarget?: string;
  readonly withDomain?: string;
}
