import type { AuditEntry } from '@openguard/model';

/** Which entries to read: from a time on, before a time, of one account, of one action. */
export interface AuditQuery {
  readonly from?: number;
  readonly to?: number;
  readonly account?: string;
  readonly action?: string;
}

/** The audit log. It only grows: the store itself refuses to change or to remove an entry. */
export interface AuditStore {
  readonly addAudit: (entry: AuditEntry) => Promise<void>;
  /** Entries, oldest first, read a few at a time; those of the same instant in the order in which they came. */
  readonly listAudit: (query?: AuditQuery) => AsyncIterable<AuditEntry>;
}
