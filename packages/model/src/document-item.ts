import type { MapReportItem, ReportItem, RunningItem } from './list-item.js';
import type { MapItem } from './map-item.js';
import type { AboutItem, ReturnItem } from './outcome-item.js';
import type { RegistrationItem, ViolationItem } from './registration-item.js';
import type { ScanItem } from './scan-item.js';

/** Items of any document that is known here. */
export type DocumentItem =
  | ScanItem
  | MapItem
  | ReportItem
  | MapReportItem
  | RunningItem
  | ReturnItem
  | AboutItem
  | RegistrationItem
  | ViolationItem;
