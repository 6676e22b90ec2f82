export { createAccounts, type AccountsOptions, type NewAccount } from './accounts.js';
export {
  createAuthentication,
  type Authenticated,
  type AuthenticationOptions,
  type Caller,
} from './authentication.js';
export { hashPassword, verifyPassword, type HashCost } from './password.js';
export { mayScan } from './permission.js';
export { publicReason } from './public-reason.js';
export {
  createScans,
  type RunningScan,
  type ScanRequest,
  type ScansOptions,
  type StoredReport,
} from './scans.js';
