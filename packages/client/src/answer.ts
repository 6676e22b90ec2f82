import type {
  AboutItem,
  EndItem,
  MapItem,
  MapReportItem,
  RefusedItem,
  RegistrationItem,
  ReportItem,
  ReturnItem,
  RunningItem,
  ScanItem,
  ViolationItem,
} from '@openguard/model';
import type { ENDPOINTS } from '@openguard/protocol';

/** What may stand in the place of any document, and its proven end. */
type Outcome = RefusedItem | ReturnItem | EndItem;

interface Answers {
  readonly scan: ScanItem;
  readonly scanReport: ScanItem;
  readonly scanReportList: ReportItem;
  readonly scanReportDelete: ReturnItem;
  readonly scanCancel: ReturnItem;
  readonly scanRunningList: RunningItem;
  readonly map: MapItem;
  readonly map2: MapItem;
  readonly mapReport: MapItem;
  readonly mapReportList: MapReportItem;
  readonly enrollment: RegistrationItem | ViolationItem;
  readonly about: AboutItem;
}

/** The items that may answer each function, which is what the roots of its endpoint hold. */
export type Answer<K extends keyof typeof ENDPOINTS> = Answers[K] | Outcome;
