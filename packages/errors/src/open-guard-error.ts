import type { ErrorCode } from './code.js';

/**
 * The base of every error that OpenGuard rejects with.
 *
 * `code` is stable and is what programs match on; `message` is one line for people: what, where and
 * what to do. Secrets are redacted by whoever builds the message (see {@link redact}).
 */
export class OpenGuardError extends Error {
  override readonly name: string = 'OpenGuardError';
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string, options?: { readonly cause?: unknown }) {
    super(message, options);
    this.code = code;
  }
}

/** Whether a value is an error of ours, also when two copies of this package are installed. */
export const isOpenGuardError = (value: unknown): value is OpenGuardError =>
  value instanceof OpenGuardError ||
  (value instanceof Error &&
    'code' in value &&
    typeof value.code === 'string' &&
    value.code.startsWith('OG_'));
