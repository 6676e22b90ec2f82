import type { Account } from '@openguard/model';
import type { Store } from '@openguard/storage';
import { createHmac, randomBytes } from 'node:crypto';
import { createLogInHistory, LANES } from './log-in-history.js';
import { hashOfNobody, verifyPassword, type HashCost } from './password.js';
import { sharing } from './sharing.js';
import { Turnstile } from './turnstile.js';

const REMEMBERED_MS = 60_000;
/** Beyond so many log-ins of a kind waiting for a hash, further ones are turned away. */
const MOST_WAITING = 32;
/** So many credentials that were right are known again. */
const MOST_PROVEN = 10_000;

interface Remembered {
  readonly passwordHash: string;
  readonly until: number;
}

/** What authentication needs. */
export interface AuthenticationOptions {
  readonly store: Pick<Store, 'findAccount'>;
  readonly clock: () => number;
  readonly cost?: HashCost;
}

/** Who presents a user name and a password. */
export interface Caller {
  /** The address that the request comes from; callers from elsewhere are not kept waiting by it. */
  readonly address?: string;
  /** Aborts when nobody waits for the answer any more. */
  readonly signal?: AbortSignal;
}

/** The account, `refused`, `busy` when too many others wait, or `slowed` after too many failures. */
export type Authenticated = Account | 'refused' | 'busy' | 'slowed';

/**
 * Checks user names and passwords.
 *
 * A verified credential is remembered for a minute, as a keyed hash with a key of this process, and together
 * with the account's password hash: it stops to count as soon as that changes, also by another process.
 * Hashing is slow on purpose, so one happens at a time and few may wait, addresses and their users in turn. The
 * same log-in that comes many times at once, as that of a program which has just begun, waits and is hashed as
 * one. An unknown user costs as much as a wrong password.
 *
 * Failures slow down whoever fails, and nobody else: a credential that was right before is hashed ahead of all
 * others, from wherever it comes, and an address without failures ahead of those that have some. So neither many
 * wrong log-ins nor many addresses keep the owner of an account out.
 */
export const createAuthentication = ({ store, clock, cost }: AuthenticationOptions) => {
  const key = randomBytes(32);
  const remembered = new Map<string, Remembered>();
  // Credentials that were right, until the password changes: no reason to let anybody in, but to be quick.
  const proven = new Map<string, string>();
  const history = createLogInHistory(clock);
  const turnstile = new Turnstile(1, MOST_WAITING, Object.keys(LANES).length);
  const join = sharing<Authenticated>();
  const nobody = hashOfNobody(cost);

  const remember = (digest: string, { passwordHash }: Account): void => {
    const now = clock();
    for (const [old, { until }] of remembered) if (until <= now) remembered.delete(old);
    remembered.set(digest, { passwordHash, until: now + REMEMBERED_MS });
    proven.delete(digest);
    proven.set(digest, passwordHash);
    const [oldest] = proven.keys();
    if (proven.size > MOST_PROVEN && oldest !== undefined) proven.delete(oldest);
  };

  const isRemembered = (digest: string, { passwordHash }: Account): boolean => {
    const known = remembered.get(digest);
    return known !== undefined && known.passwordHash === passwordHash && known.until > clock();
  };

  return async (
    user: string,
    password: string,
    { address = '', signal }: Caller = {},
  ): Promise<Authenticated> => {
    const digest = createHmac('sha256', key)
      .update(JSON.stringify([user, password]))
      .digest('base64');
    const known = await store.findAccount(user);
    if (known !== undefined && isRemembered(digest, known)) return known;
    if (signal?.aborted === true) return 'busy';
    const isProven = known !== undefined && proven.get(digest) === known.passwordHash;
    if (!isProven && history.isSlowed(user, address)) return 'slowed';
    const lane = isProven ? LANES.proven : history.laneOf(user, address);
    return join(`${address} ${digest}`, signal, async (gone) => {
      const check = async (): Promise<Authenticated> => {
        // While this one waited, the account may have changed, or the same log-in may have been verified.
        const account = await store.findAccount(user);
        if (account !== undefined && isRemembered(digest, account)) return account;
        const right = await verifyPassword(password, account?.passwordHash ?? nobody);
        if (!right || account === undefined) {
          history.failed(user, address);
          return 'refused';
        }
        remember(digest, account);
        return account;
      };
      return (await turnstile.runFor([address, user], check, gone, lane)) ?? 'busy';
    });
  };
};
