import type { Handover, Letter } from '@openguard/service';
import { createHmac } from 'node:crypto';
import type { LookupAddress } from 'node:dns';
import { lookup } from 'node:dns/promises';
import type { LookupFunction } from 'node:net';
import { isLoopback, isPublic } from './public-address.js';

/** How webhooks are posted. `allowPrivate`: also to addresses that not all the world reaches. */
export interface WebhookOptions {
  readonly allowPrivate: boolean;
  readonly timeoutMs?: number;
  /** Milliseconds since 1970. */
  readonly clock?: () => number;
  /** All addresses of a name, in the order in which they are tried. */
  readonly resolve?: (name: string) => Promise<readonly LookupAddress[]>;
}

const TIMEOUT_MS = 20_000;
const MOST_READ = 65_536;
const SHOWN = 200;

const never = (reason: string): Handover => ({ tag: 'never', reason });
const later = (reason: string): Handover => ({ tag: 'later', reason });

/** Statuses of failure that may be over in a while. */
const PASSING: ReadonlySet<number> = new Set([408, 425, 429]);

const handoverOf = (status: number): Handover => {
  if (status >= 200 && status < 300) return { tag: 'taken' };
  if (status >= 300 && status < 400) return never(`it answered ${status}; redirects are not followed`);
  return status >= 500 || PASSING.has(status)
    ? later(`it answered ${status}`)
    : never(`it answered ${status}`);
};

/** Why none of these addresses may be posted to, if so. */
const refusalOf = (
  { protocol }: URL,
  found: readonly LookupAddress[],
  allowPrivate: boolean,
): string | undefined => {
  const addresses = found.map(({ address }) => address);
  if (addresses.every(isLoopback)) return undefined;
  if (protocol !== 'https:') return 'plain HTTP is for loopback alone';
  return allowPrivate || addresses.every(isPublic)
    ? undefined
    : 'it has an address that is private; see --webhooks-private';
};

/** The name is resolved once: what was looked at is what is connected to, one address after the other. */
const pinnedTo =
  (found: readonly LookupAddress[]): LookupFunction =>
  (_host, { all }, callback) => {
    const [first] = found;
    if (all === true) callback(null, [...found]);
    else callback(null, first?.address ?? '', first?.family);
  };

const isNetworkError = (error: unknown): error is Error =>
  error instanceof Error && ('code' in error || error.name === 'AbortError' || error.name === 'TimeoutError');

/** Where several addresses were tried in vain, each failed for a reason of its own. */
const messageOf = (error: Error): string =>
  error instanceof AggregateError && error.message === ''
    ? error.errors.map((each) => (each instanceof Error ? each.message : String(each))).join('; ')
    : error.message;

const reasonOf = (error: Error): string =>
  messageOf(error)
    .replace(/[\s\p{C}]+/gu, ' ')
    .slice(0, SHOWN);

/** Signs a body: so that whoever has the secret knows that it is ours, and when it was sent. */
const signatureOf = (secret: string, timestamp: string, body: string): string =>
  `sha256=${createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex')}`;

/**
 * Posts a letter as JSON to a webhook: https, or http on loopback; to public addresses unless the operator allows
 * others. `OpenGuard-Delivery` is the same at every attempt.
 */
export const createWebhooks = ({
  allowPrivate,
  timeoutMs = TIMEOUT_MS,
  clock = Date.now,
  resolve = (name) => lookup(name, { all: true }),
}: WebhookOptions) => {
  const post = async (
    url: URL,
    { id, text }: Letter,
    secret: string,
    found: readonly LookupAddress[],
    signal: AbortSignal,
  ): Promise<Handover> => {
    const { Agent, request } = await import('undici');
    const dispatcher = new Agent({
      autoSelectFamily: true,
      connect: { lookup: pinnedTo(found), timeout: timeoutMs },
    });
    const timestamp = String(Math.floor(clock() / 1000));
    try {
      const { statusCode, body } = await request(url, {
        method: 'POST',
        dispatcher,
        signal,
        headers: {
          'content-type': 'application/json',
          'user-agent': 'OpenGuard',
          'openguard-delivery': id,
          'openguard-timestamp': timestamp,
          'openguard-signature': signatureOf(secret, timestamp, text),
        },
        body: text,
      });
      await body.dump({ limit: MOST_READ, signal });
      return handoverOf(statusCode);
    } finally {
      await dispatcher.destroy();
    }
  };

  return {
    /** Never rejects because of the network; an abort is a `later`. */
    hand: async (letter: Letter, secret: string, signal?: AbortSignal): Promise<Handover> => {
      const url = URL.parse(letter.to.address);
      if (url === null) return never('this is no address of a webhook');
      const late = AbortSignal.timeout(timeoutMs);
      try {
        const found = await resolve(url.hostname.replace(/^\[|\]$/g, ''));
        const refusal = refusalOf(url, found, allowPrivate);
        if (refusal !== undefined) return never(refusal);
        return await post(
          url,
          letter,
          secret,
          found,
          signal === undefined ? late : AbortSignal.any([signal, late]),
        );
      } catch (error) {
        if (!isNetworkError(error)) throw error;
        return later(late.aborted ? 'it took too long' : reasonOf(error));
      }
    },
  };
};
