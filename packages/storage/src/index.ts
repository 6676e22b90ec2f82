export type { AcceptanceStore } from './port/acceptance-store.js';
export type { AccountStore } from './port/account-store.js';
export type { AssetStore, HostFindingQuery, HostQuery } from './port/asset-store.js';
export type { AuditQuery, AuditStore } from './port/audit-store.js';
export type { ComplianceStore, KeptExplanation, KeptPosture } from './port/compliance-store.js';
export type { BackupStore } from './port/backup-store.js';
export type { BatchEnd, BatchKey, BatchStore, OpenBatch } from './port/batch-store.js';
export type {
  EventCount,
  FindingQuery,
  FindingSite,
  HistoryStore,
  HostOutcome,
  HostPast,
  HostVisit,
  Judge,
  KnownHost,
  OpenCount,
  PastVisit,
  SeenFinding,
  SeenPorts,
} from './port/history-store.js';
export type { HostStore } from './port/host-store.js';
export type { JobStore, Standing, UnheldJob } from './port/job-store.js';
export type { KnowledgeCount, KnowledgeStore } from './port/knowledge-store.js';
export type { LoginChange, LoginStore } from './port/login-store.js';
export type { MailStore } from './port/mail-store.js';
export type { MapQuery, RecordStore, ScanQuery } from './port/record-store.js';
export type { KeptTicket, TicketRule, TicketStore } from './port/ticket-store.js';
export type { ScheduleStore } from './port/schedule-store.js';
export type { NewFinding, NewFindings, WatchStore } from './port/watch-store.js';
export { makeDirectory } from './make-directory.js';
export type { PostgresOptions } from './postgres/connection.js';
export { openPostgresStore } from './postgres/open-postgres-store.js';
export { postgresVersion } from './postgres/postgres-version.js';
export type { SchemaVersion } from './schema-version.js';
export { claimDirectory } from './sqlite/claim-directory.js';
export type { SqliteOptions } from './sqlite/connection.js';
export { holdsStore } from './sqlite/holds-store.js';
export { openSqliteStore } from './sqlite/open-sqlite-store.js';
export { sqliteVersion } from './sqlite/sqlite-version.js';
export type { Store } from './store.js';
export { stateDirectory } from './state-directory.js';
