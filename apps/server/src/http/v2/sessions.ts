import type { Account } from '@openguard/model';
import { createHash, randomBytes } from 'node:crypto';

/** The name of the cookie. */
const COOKIE = 'QualysSession';
const TOKEN = new RegExp(`(?:^|;)\\s*${COOKIE}=([0-9a-f]{32})\\s*(?:;|$)`);

/** As many as one account has at a time; the one that was not used for longest ends. */
const MOST_OF_AN_ACCOUNT = 100;
const MOST = 10_000;

interface Session {
  readonly account: string;
  /** A password that is changed ends the sessions that were begun with the old one. */
  readonly passwordHash: string;
  until: number;
}

const digestOf = (token: string): string => createHash('sha256').update(token).digest('base64');

/** The token that a request carries in its cookies. */
export const tokenIn = (cookies: string | undefined): string | undefined => TOKEN.exec(cookies ?? '')?.[1];

/**
 * Sessions of API v2, in the memory of this process: when the server starts anew, clients log in again. Only digests
 * of tokens are kept. A session ends when it is not used for a while.
 *
 * @param idleMinutes how long a session lives on without being used; 0 for ever
 */
export const createSessions = (idleMinutes: number, clock: () => number = () => performance.now()) => {
  const idleMs = idleMinutes === 0 ? Number.POSITIVE_INFINITY : idleMinutes * 60_000;
  // Those that were used last come last.
  const sessions = new Map<string, Session>();

  const forgetOld = (account: string): void => {
    const now = clock();
    let own = 0;
    for (const [digest, session] of sessions) {
      if (session.until <= now) sessions.delete(digest);
      else if (session.account === account) own += 1;
    }
    for (const [digest, session] of sessions) {
      const isSurplus = own >= MOST_OF_AN_ACCOUNT && session.account === account;
      if (!isSurplus && sessions.size < MOST) continue;
      sessions.delete(digest);
      if (session.account === account) own -= 1;
    }
  };

  return {
    /** Begins a session, and gives the value of Set-Cookie. */
    begin: ({ name, passwordHash }: Account, isSecure: boolean): string => {
      forgetOld(name);
      const token = randomBytes(16).toString('hex');
      sessions.set(digestOf(token), { account: name, passwordHash, until: clock() + idleMs });
      return `${COOKIE}=${token}; Path=/api; HttpOnly; SameSite=Strict${isSecure ? '; Secure' : ''}`;
    },
    /** Whose session a token is of; its time begins anew. */
    find: async (
      token: string,
      accountNamed: (name: string) => Promise<Account | undefined>,
    ): Promise<Account | undefined> => {
      const digest = digestOf(token);
      const session = sessions.get(digest);
      if (session === undefined) return undefined;
      const account = session.until > clock() ? await accountNamed(session.account) : undefined;
      if (account === undefined || account.passwordHash !== session.passwordHash) {
        sessions.delete(digest);
        return undefined;
      }
      if (!sessions.delete(digest)) return undefined;
      session.until = clock() + idleMs;
      sessions.set(digest, session);
      return account;
    },
    /** Ends a session, and tells whose it was; `undefined` when there is none. */
    end: (token: string): string | undefined => {
      const digest = digestOf(token);
      const session = sessions.get(digest);
      sessions.delete(digest);
      return session?.account;
    },
  };
};

/** What {@link createSessions} gives. */
export type Sessions = ReturnType<typeof createSessions>;
