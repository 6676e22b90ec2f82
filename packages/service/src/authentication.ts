import type { Account } from '@openguard/model';
import type { Store } from '@openguard/storage';
import { createHmac, randomBytes } from 'node:crypto';
import { hashPassword, verifyPassword, type HashCost } from './password.js';
import { Turnstile } from './turnstile.js';

const REMEMBERED_MS = 60_000;
/** Beyond so many log-ins waiting for a hash, further ones are turned away. */
const MOST_WAITING = 32;

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

/** The account, `refused`, or `busy` when too many others wait. */
export type Authenticated = Account | 'refused' | 'busy';

/**
 * Checks user names and passwords.
 *
 * A verified credential is remembered for a minute, as a keyed hash with a key of this process, and together
 * with the account's password hash: it stops to count as soon as that changes, also by another process.
 * Hashing is slow on purpose, so one happens at a time and few may wait; an unknown user costs as much as a
 * wrong password.
 */
export const createAuthentication = ({ store, clock, cost }: AuthenticationOptions) => {
  const key = randomBytes(32);
  const remembered = new Map<string, Remembered>();
  const turnstile = new Turnstile(1);
  const nobody = hashPassword(randomBytes(16).toString('hex'), cost);

  const forgetOld = (now: number): void => {
    for (const [digest, { until }] of remembered) if (until <= now) remembered.delete(digest);
  };

  return async (user: string, password: string): Promise<Authenticated> => {
    const now = clock();
    const digest = createHmac('sha256', key)
      .update(JSON.stringify([user, password]))
      .digest('base64');
    const account = await store.findAccount(user);
    const known = remembered.get(digest);
    if (account !== undefined && known?.passwordHash === account.passwordHash && known.until > now)
      return account;
    if (turnstile.waiting >= MOST_WAITING) return 'busy';
    const hash = account?.passwordHash ?? (await nobody);
    const right = await turnstile.run(() => verifyPassword(password, hash));
    if (!right || account === undefined) return 'refused';
    forgetOld(now);
    remembered.set(digest, { passwordHash: account.passwordHash, until: now + REMEMBERED_MS });
    return account;
  };
};
