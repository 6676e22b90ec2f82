import { isOpenGuardError, OpenGuardError, type ErrorCode } from '@openguard/errors';
import type { TransportReply } from '@openguard/transport';
import type { Interceptor } from './call.js';
import { pause } from './pause.js';

/** How often, and after which pauses. */
export interface RetryOptions {
  /** How often a call is sent at most, 1 to 10; 3 by default. */
  readonly attempts?: number;
  /** The pause after that many attempts, in milliseconds; by default 500, 1000, 2000 and so on. */
  readonly delayMs?: (attempts: number) => number;
}

const MOST_ATTEMPTS = 10;

/** What may be better in a moment. A wrong password is not: asking on would lock the account. */
const PASSING: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'OG_TRANSPORT_UNREACHABLE',
  'OG_TRANSPORT_TIMEOUT',
  'OG_TRANSPORT_CLOSED',
]);
const BUSY: ReadonlySet<number> = new Set([502, 503, 504]);

type Outcome = { readonly reply: TransportReply } | { readonly error: unknown };

const mayPass = (outcome: Outcome): boolean =>
  'reply' in outcome
    ? BUSY.has(outcome.reply.status)
    : isOpenGuardError(outcome.error) && PASSING.has(outcome.error.code);

/**
 * Sends a call again when the server could not be reached, closed the connection, was silent, or is busy (HTTP
 * 502, 503 and 504): only a repeatable one, so never a scan, a map or an enrollment. A reply that breaks off after
 * its head is not asked for again, since its items were handed on.
 *
 * @throws OpenGuardError `OG_USAGE` for a number of attempts that makes no sense
 */
export const retrying = ({
  attempts = 3,
  delayMs = (made) => 500 * 2 ** (made - 1),
}: RetryOptions = {}): Interceptor => {
  if (!Number.isInteger(attempts) || attempts < 1 || attempts > MOST_ATTEMPTS) {
    throw new OpenGuardError(
      'OG_USAGE',
      `attempts is ${attempts}; it is a whole number from 1 to ${MOST_ATTEMPTS}`,
    );
  }
  return async (call, next) => {
    const { signal } = call.request;
    for (let made = 1; ; made += 1) {
      const outcome = await next(call).then(
        (reply): Outcome => ({ reply }),
        (error: unknown): Outcome => ({ error }),
      );
      if (!call.repeatable || made >= attempts || !mayPass(outcome)) {
        if ('error' in outcome) throw outcome.error;
        return outcome.reply;
      }
      if ('reply' in outcome) await outcome.reply.body[Symbol.asyncIterator]().return?.();
      await pause(delayMs(made), signal);
    }
  };
};
