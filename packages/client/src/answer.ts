import type {
  AboutItem,
  CheckItem,
  EndItem,
  FindingItem,
  GlossaryItem,
  HeaderItem,
  HostItem,
  IdItem,
  MapItem,
  MapReportItem,
  PostureItem,
  RecordItem,
  RefusedItem,
  RegistrationItem,
  ReportItem,
  RequestItem,
  ReturnItem,
  RunningItem,
  ScanItem,
  SharedReportItem,
  TicketItem,
  ViolationItem,
  WarningItem,
} from '@openguard/model';
import type { ENDPOINTS, LATER_ENDPOINTS } from '@openguard/protocol';

/** What may stand in the place of any document, and its proven end. */
type Outcome = RefusedItem | ReturnItem | EndItem;

/** What any list of API v2 may hold besides. */
type Besides = RequestItem | WarningItem;
/** Authentication records, or their numbers alone. */
type Records = RecordItem | IdItem | GlossaryItem | Besides;
/** An asset report: hosts, findings, and the checks that explain them. */
type Assets = HeaderItem | HostItem | FindingItem | CheckItem | GlossaryItem;

interface LaterAnswers {
  readonly hostList: HostItem | IdItem | GlossaryItem | Besides;
  readonly hostPurge: ReturnItem | Besides;
  readonly hostDetections: HostItem | FindingItem | Besides;
  readonly authRecords: Records;
  readonly unixRecordList: Records;
  readonly unixRecordCreate: ReturnItem | Besides;
  readonly unixRecordUpdate: ReturnItem | Besides;
  readonly unixRecordDelete: ReturnItem | Besides;
  readonly snmpRecordList: Records;
  readonly snmpRecordCreate: ReturnItem | Besides;
  readonly snmpRecordUpdate: ReturnItem | Besides;
  readonly snmpRecordDelete: ReturnItem | Besides;
  readonly sessionLogin: ReturnItem | Besides;
  readonly sessionLogout: ReturnItem | Besides;
  readonly postureInfo: PostureItem | GlossaryItem | Besides;
  readonly reportList: SharedReportItem | Besides;
  readonly reportFetch: Assets | PostureItem | ScanItem | MapItem;
  readonly assetDataReport: Assets;
  readonly assetRangeInfo: Assets;
  readonly assetSearch: Assets;
  readonly hostInfo: HostItem | FindingItem;
  readonly ticketList: HeaderItem | TicketItem | WarningItem;
  readonly getTickets: HeaderItem | TicketItem | WarningItem;
  readonly knowledgeBase: CheckItem;
}

interface Answers extends LaterAnswers {
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
export type Answer<K extends keyof (typeof ENDPOINTS & typeof LATER_ENDPOINTS)> = Answers[K] | Outcome;
