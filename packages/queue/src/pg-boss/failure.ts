import { OpenGuardError, redact } from '@openguard/errors';

const reasonOf = (error: unknown): string =>
  error instanceof Error ? error.message || String('code' in error ? error.code : error.name) : String(error);

/** What a queue in a database says when it cannot do something: what, and the database's reason. */
export const queueFailed = (what: string, error: unknown): OpenGuardError =>
  new OpenGuardError('OG_QUEUE_FAILED', `the queue cannot ${what}: ${redact(reasonOf(error))}`, {
    cause: error,
  });
