export {
  createAssetReports,
  type AssetReport,
  type ToldHost,
  type AssetReports,
  type AssetReportsOptions,
} from './assets/asset-reports.js';
export type { AssetChoice } from './assets/asset-choice.js';
export type { HostSearch } from './assets/host-search.js';
export { createAssets, type AssetPage, type Assets, type AssetsOptions } from './assets/assets.js';
export type { HostFindings } from './assets/detections.js';
export { STATUS_OF, type DetectionChoice } from './assets/finding-filter.js';
export type { HostChoice } from './assets/host-filter.js';
export { createAccounts, type AccountsOptions, type NewAccount } from './accounts.js';
export {
  createAuthentication,
  type Authenticated,
  type AuthenticationOptions,
  type Caller,
} from './authentication.js';
export {
  createEnrollment,
  type Enrolled,
  type EnrollmentOptions,
  type EnrollmentRecord,
  type NotEnrolled,
} from './enrollment.js';
export { createCompliance, type Compliance, type PosturePage } from './compliance/compliance.js';
export {
  complianceKind,
  importPolicyReport,
  importPostures,
  type ImportedPolicy,
  type ImportOptions,
  type ReadableDocument,
} from './compliance/import-document.js';
export type { MailEvent } from './mail/mail-event.js';
export type { Handover, Letter, Mailer } from './mail/mailer.js';
export { createOutbox, type Outbox, type OutboxOptions } from './mail/outbox.js';
export { retryMail, type RetryOptions } from './mail/retry-mail.js';
export { createSealing, sealedWith, SEALING_KEY_LENGTH, type Sealing } from './sealing.js';
export { createJobs, type Jobs, type JobsOptions } from './jobs/jobs.js';
export type { RunningJob, Underway } from './jobs/underway.js';
export { createLogins, type Logins, type LoginsOptions } from './logins/logins.js';
export type { LoginPage, LoginQuery } from './logins/page-of.js';
export { mapTargetText } from './map-target.js';
export { createMaps, type MapRequest, type MapsOptions, type RunningMap, type StoredMap } from './maps.js';
export { hashPassword, verifyPassword, type HashCost } from './password.js';
export { mayScan } from './permission.js';
export { publicReason } from './public-reason.js';
export { createScans, type RunningScan, type ScanRequest, type ScansOptions } from './scans.js';
export { countSealed, rotateKeys, type Rotated } from './rotate-keys.js';
export type { DueDays, Ticket, TicketState, TicketTurn } from './tickets/ticket.js';
export { createTickets, type TicketPage, type Tickets, type TicketsOptions } from './tickets/tickets.js';
export { createScheduler, type SchedulerOptions } from './schedules/scheduler.js';
export { createSchedules, type NewSchedule, type SchedulesOptions } from './schedules/schedules.js';
export { forgetHosts, type ForgetOptions } from './history/forget-hosts.js';
export { createTeller, type TellerOptions } from './watches/teller.js';
export { isWebhook, openWatch } from './watches/sealed-watch.js';
export { shownAddress } from './watches/shown-address.js';
export { createWatches, type AddedWatch, type WatchesOptions } from './watches/watches.js';
export { createUpkeep, type UpkeepOptions } from './upkeep.js';
export type { WrittenScan } from './written-scan.js';
export { importFeed, type Import } from './known-vulnerabilities.js';
export {
  createHistory,
  type History,
  type HistoryOptions,
  type HistoryQuery,
  type Looked,
  type NewAcceptance,
  type TrackedFinding,
} from './history/history.js';
export { surveyReport, type ReadableReport, type Survey } from './history/survey-report.js';
export type { TakenIn } from './history/take-in.js';
export type { TrendPoint } from './history/trend.js';
export type { Untested } from './history/untested-since.js';
