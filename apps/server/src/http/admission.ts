import { REFUSALS } from '@openguard/protocol';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { rateOf, type Limits } from './limits.js';
import type { Refusal } from './refuse.js';
import { sourceOf } from './source-of.js';
import { TokenBuckets } from './token-buckets.js';

const tooFast = (who: string, retryAfterSeconds: number): Refusal => ({
  status: 429,
  number: REFUSALS.tooFast,
  text: `Too many requests from ${who}; try again in ${retryAfterSeconds} s.`,
  retryAfterSeconds,
});

const TOO_MANY = { status: 429, number: REFUSALS.tooMany, retryAfterSeconds: 5 } as const;

/** Who may ask now: so many requests a second of an address and of an account, so many of an account at once. */
export const createAdmission = (
  { requestsPerSecond, requestsAtOnce }: Limits,
  isSurplus: (socket: FastifyRequest['raw']['socket']) => boolean,
) => {
  // The clock of the process: that of the API may be fixed, and that of the machine may be set.
  const clock = (): number => performance.now();
  const ofAddresses = new TokenBuckets(rateOf(requestsPerSecond), clock);
  const ofAccounts = new TokenBuckets(rateOf(requestsPerSecond), clock);
  const atOnce = new Map<string, number>();

  const hold = (account: string, reply: FastifyReply): void => {
    atOnce.set(account, (atOnce.get(account) ?? 0) + 1);
    reply.raw.once('close', () => {
      const left = (atOnce.get(account) ?? 1) - 1;
      if (left === 0) atOnce.delete(account);
      else atOnce.set(account, left);
    });
  };

  return {
    /** Why nothing is heard from an address now; `undefined` when it is. */
    refusalOfAddress: ({ ip, raw }: FastifyRequest): Refusal | undefined => {
      if (isSurplus(raw.socket)) return { ...TOO_MANY, text: 'Too many connections from this address.' };
      const wait = ofAddresses.take(sourceOf(ip));
      return wait === 0 ? undefined : tooFast('this address', wait);
    },
    /** Why an account gets no answer now; when it does, the request counts until its reply is at its end. */
    refusalOfAccount: (account: string, reply: FastifyReply): Refusal | undefined => {
      const wait = ofAccounts.take(account);
      if (wait > 0) return tooFast('this account', wait);
      if (requestsAtOnce > 0 && (atOnce.get(account) ?? 0) >= requestsAtOnce)
        return { ...TOO_MANY, text: 'Too many requests of this account are being answered.' };
      hold(account, reply);
      return undefined;
    },
  };
};
