export { ERROR_CODES, familyOf, type ErrorCode, type ErrorFamily } from './code.js';
export { EXIT_CODES, exitCodeOf } from './exit-code.js';
export { isOpenGuardError, OpenGuardError } from './open-guard-error.js';
export { redact } from './redact.js';
