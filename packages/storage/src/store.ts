import type { AcceptanceStore } from './port/acceptance-store.js';
import type { AccountStore } from './port/account-store.js';
import type { AssetStore } from './port/asset-store.js';
import type { AuditStore } from './port/audit-store.js';
import type { BackupStore } from './port/backup-store.js';
import type { BatchStore } from './port/batch-store.js';
import type { ComplianceStore } from './port/compliance-store.js';
import type { HistoryStore } from './port/history-store.js';
import type { HostStore } from './port/host-store.js';
import type { JobStore } from './port/job-store.js';
import type { KnowledgeStore } from './port/knowledge-store.js';
import type { LeaseStore } from './port/lease-store.js';
import type { LoginStore } from './port/login-store.js';
import type { MailStore } from './port/mail-store.js';
import type { RecordStore } from './port/record-store.js';
import type { TicketStore } from './port/ticket-store.js';
import type { ScheduleStore } from './port/schedule-store.js';
import type { WatchStore } from './port/watch-store.js';

/**
 * The port that every store fulfils. What a call has acknowledged survives the death of the process, and
 * several processes may have the same store open. Each call is done as a whole or not at all, whatever others
 * do at the same time.
 *
 * All calls reject with `OG_STORE_FULL` when the disk is full, and with `OG_STORE_FAILED` when the store
 * cannot do what is asked: it is closed, locked, damaged or no longer where it was opened, or what the call
 * names is not there.
 */
export interface Store
  extends
    AccountStore,
    RecordStore,
    JobStore,
    BatchStore,
    HostStore,
    MailStore,
    AuditStore,
    BackupStore,
    KnowledgeStore,
    HistoryStore,
    AssetStore,
    AcceptanceStore,
    LeaseStore,
    LoginStore,
    TicketStore,
    ScheduleStore,
    WatchStore,
    ComplianceStore {
  /** Gives the store back to the system; closing again does nothing. */
  readonly close: () => Promise<void>;
}
