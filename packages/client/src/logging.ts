import { isOpenGuardError } from '@openguard/errors';
import type { Interceptor } from './call.js';

/** What is told of a call when the head of its reply is there, or when there is none. Never what it asks for. */
export interface LogEntry {
  readonly name: string;
  readonly method: 'GET' | 'POST';
  /** The HTTP status, when there was a reply. */
  readonly status?: number;
  /** The code of the error, when there was none; the name of an error that is not ours. */
  readonly error?: string;
  readonly ms: number;
}

const nameOf = (error: unknown): string => {
  if (isOpenGuardError(error)) return error.code;
  return error instanceof Error ? error.name : typeof error;
};

/** Tells of every call. Behind `retrying` it tells of each attempt; before it, of what came of all. */
export const logging =
  (log: (entry: LogEntry) => void): Interceptor =>
  async (call, next) => {
    const { name, request } = call;
    const begun = performance.now();
    const tell = (came: Pick<LogEntry, 'status' | 'error'>): void =>
      log({ name, method: request.method, ...came, ms: Math.round(performance.now() - begun) });
    try {
      const reply = await next(call);
      tell({ status: reply.status });
      return reply;
    } catch (error) {
      tell({ error: nameOf(error) });
      throw error;
    }
  };
