import type { TransportReply } from '@openguard/transport';

/** What the head of a reply says of the limits of its function; any of it may be missing. */
export interface ToldLimits {
  /** Calls at once. */
  readonly concurrency?: number;
  /** Calls at once that others make, as the service counts them. */
  readonly running?: number;
  /** Calls that are left until the window moves on. */
  readonly remaining?: number;
  /** How long until the next call is taken, in milliseconds. */
  readonly waitMs?: number;
}

/** The headers of a transport have names in lower case, however the service spells them. */
const numberIn = (headers: TransportReply['headers'], name: string): number | undefined => {
  const text = headers[name]?.trim() ?? '';
  return /^[0-9]{1,9}$/.test(text) ? Number(text) : undefined;
};

/** Reads the headers X-RateLimit-… and X-Concurrency-Limit-…. */
export const toldLimits = ({ headers }: Pick<TransportReply, 'headers'>): ToldLimits => {
  const concurrency = numberIn(headers, 'x-concurrency-limit-limit');
  const running = numberIn(headers, 'x-concurrency-limit-running');
  const remaining = numberIn(headers, 'x-ratelimit-remaining');
  const wait = numberIn(headers, 'x-ratelimit-towait-sec');
  return {
    ...(concurrency === undefined ? {} : { concurrency }),
    ...(running === undefined ? {} : { running }),
    ...(remaining === undefined ? {} : { remaining }),
    ...(wait === undefined ? {} : { waitMs: wait * 1000 }),
  };
};
