import type { AuditEntry } from '@openguard/model';
import { ENDPOINTS, LATER_ENDPOINTS, type Pair } from '@openguard/protocol';
import { currentTrace } from '../logging/trace.js';
import type { Outcome } from './request-notes.js';
import { TokenBuckets } from './token-buckets.js';

/** Where the audit log is kept. */
export interface AuditOptions {
  readonly addAudit: (entry: AuditEntry) => Promise<void>;
  /** Whether there is such an account: what else is typed as a user name may be a password. */
  readonly isAccount: (name: string) => Promise<boolean>;
  readonly unexpected: (error: unknown) => void;
}

/** Who asks for what. */
export interface Asked {
  readonly account: string;
  readonly address: string;
  /** The name of the function. */
  readonly name: string;
  readonly pairs: readonly Pair[];
}

/** Functions that may be asked again change nothing. */
const CHANGING: ReadonlySet<string> = new Set(
  Object.values({ ...ENDPOINTS, ...LATER_ENDPOINTS })
    .filter(({ repeatable }) => !repeatable)
    .map(({ name }) => name),
);

/** What is done something to; a form of enrollment holds more than anybody should keep. */
const SUBJECTS: ReadonlySet<string> = new Set([
  ...['ip', 'domain', 'ref'],
  ...['ids', 'ips', 'add_ips', 'remove_ips', 'ag_ids', 'ag_titles', 'os_pattern', 'title'],
]);
const LONGEST_SUBJECT = 4000;

/** Refused log-ins that are written down: so many at once, then one every few seconds. */
const DENIALS = { perSecond: 0.2, burst: 20 };

const subjectOf = (name: string, pairs: readonly Pair[]): string =>
  name === ENDPOINTS.enrollment.name
    ? ''
    : pairs
        .filter(([each]) => SUBJECTS.has(each))
        .map(([, value]) => value)
        .join(' ')
        .slice(0, LONGEST_SUBJECT);

/**
 * Writes down who asks for what changes or starts something, before it is done and with what came of it, and
 * which log-ins are refused. What cannot be written down is not done.
 */
export const createAudit = ({ addAudit, isAccount, unexpected }: AuditOptions) => {
  const denials = new TokenBuckets(DENIALS, () => performance.now());
  let unsaid = 0;

  const entryOf = ({ account, address, name, pairs }: Asked, detail: string): AuditEntry | undefined => {
    if (!CHANGING.has(name)) return undefined;
    const trace = currentTrace();
    return {
      at: Date.now(),
      account,
      address,
      action: name,
      subject: subjectOf(name, pairs),
      detail: trace === undefined ? detail : `${detail} (trace ${trace.id})`,
    };
  };

  const deny = async (user: string, address: string): Promise<void> => {
    if (denials.take('') > 0) {
      unsaid += 1;
      return;
    }
    const more = unsaid === 0 ? '' : `, and ${unsaid} more that are not listed`;
    unsaid = 0;
    const known = await isAccount(user);
    const detail = `${known ? 'wrong password' : 'unknown user name'}${more}`;
    const account = known ? user : '';
    await addAudit({ at: Date.now(), account, address, action: 'log-in refused', subject: '', detail });
  };

  return {
    /** Rejects when it cannot be written down. */
    asked: async (asked: Asked): Promise<void> => {
      const entry = entryOf(asked, 'asked');
      if (entry !== undefined) await addAudit(entry);
    },
    answered: (asked: Asked, outcome: Outcome, what: string): void => {
      const entry = entryOf(asked, `${outcome}${what === '' ? '' : `: ${what}`}`);
      if (entry !== undefined) addAudit(entry).catch(unexpected);
    },
    denied: (user: string, address: string): void => {
      deny(user, address).catch(unexpected);
    },
  };
};
