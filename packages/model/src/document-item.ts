import type { CheckItem } from './check-item.js';
import type { MapReportItem, ReportItem, RunningItem } from './list-item.js';
import type { MapItem } from './map-item.js';
import type { AboutItem, ReturnItem } from './outcome-item.js';
import type { PostureItem } from './posture-item.js';
import type { RecordItem } from './record-item.js';
import type { RegistrationItem, ViolationItem } from './registration-item.js';
import type {
  GlossaryItem,
  IdItem,
  RequestItem,
  SharedReportItem,
  SkippedItem,
  WarningItem,
} from './response-item.js';
import type { ScanItem } from './scan-item.js';
import type { TicketItem } from './ticket-item.js';

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
  | ViolationItem
  | CheckItem
  | TicketItem
  | PostureItem
  | RecordItem
  | RequestItem
  | WarningItem
  | IdItem
  | GlossaryItem
  | SharedReportItem
  | SkippedItem;
