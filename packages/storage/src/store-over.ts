import { acceptanceCalls } from './calls/acceptances.js';
import { accountCalls } from './calls/accounts.js';
import { assetCalls } from './calls/assets.js';
import { auditCalls } from './calls/audit.js';
import { readBackup } from './calls/read-backup.js';
import { batchCalls } from './calls/batches.js';
import { complianceCalls } from './calls/compliance.js';
import { historyCalls } from './calls/history.js';
import { hostCalls } from './calls/hosts.js';
import { jobCalls } from './calls/jobs.js';
import { knowledgeCalls } from './calls/knowledge.js';
import { leaseCalls } from './calls/leases.js';
import { loginCalls } from './calls/logins.js';
import { mailCalls } from './calls/mails.js';
import { recordCalls } from './calls/records.js';
import { ticketCalls } from './calls/tickets.js';
import { scheduleCalls } from './calls/schedules.js';
import { watchCalls } from './calls/watches.js';
import { writeBackup } from './calls/write-backup.js';
import type { Database } from './sql/database.js';
import type { Store } from './store.js';

/** The store over a database: every promise of the port is kept here, once for all drivers. */
export const storeOver = (database: Database): Store => ({
  ...accountCalls(database),
  ...recordCalls(database),
  ...jobCalls(database),
  ...batchCalls(database),
  ...hostCalls(database),
  ...mailCalls(database),
  ...auditCalls(database),
  ...knowledgeCalls(database),
  ...historyCalls(database),
  ...assetCalls(database),
  ...acceptanceCalls(database),
  ...leaseCalls(database),
  ...loginCalls(database),
  ...ticketCalls(database),
  ...scheduleCalls(database),
  ...watchCalls(database),
  ...complianceCalls(database),
  backup: () => writeBackup(database),
  restore: (lines) => readBackup(database, lines),
  close: database.close,
});
