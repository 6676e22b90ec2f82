import { OpenGuardError, type ErrorCode } from '@openguard/errors';

/** Why a store cannot do something, for people. */
export interface Reason {
  readonly code: Extract<ErrorCode, 'OG_STORE_FULL' | 'OG_STORE_FAILED'>;
  readonly text: string;
}

/** A disk without room. */
export const FULL: Reason = {
  code: 'OG_STORE_FULL',
  text: 'the disk is full; make room and try again (what was stored before is still there)',
};

/** Any other reason. */
export const failed = (text: string): Reason => ({ code: 'OG_STORE_FAILED', text });

/** The error that says what the store at a place cannot do and why; `task` completes "the store … cannot". */
export const refusalOf = (place: string, task: string, { code, text }: Reason, cause?: unknown) =>
  new OpenGuardError(code, `the store ${place} cannot ${task}: ${text}`, { cause });

/** The same where the reason is none of the database itself. */
export const storeFailed = (place: string, task: string, reason: string, cause?: unknown): OpenGuardError =>
  refusalOf(place, task, failed(reason), cause);
