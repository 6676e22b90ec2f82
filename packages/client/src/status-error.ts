import { OpenGuardError, type ErrorCode } from '@openguard/errors';

/** A reply whose HTTP status lets no document be taken from it. */
export class StatusError extends OpenGuardError {
  readonly status: number;

  constructor(code: ErrorCode, message: string, status: number, options?: { readonly cause?: unknown }) {
    super(code, message, options);
    this.status = status;
  }
}
