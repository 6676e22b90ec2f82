import type { Account, OutgoingMail } from '@openguard/model';

/** The calls of a store that are about accounts. */
export interface AccountStore {
  /**
   * Adds an account, and with it queues a mail to its owner, both or none. Rejects with `OG_ACCOUNT` when the name
   * is taken, and with `OG_ACCOUNT_EMAIL` when the e-mail is. Names are compared exactly, case included; e-mails
   * without case.
   */
  readonly addAccount: (account: Account, mail?: OutgoingMail) => Promise<void>;
  readonly findAccount: (name: string) => Promise<Account | undefined>;
  /** Whether an account has an e-mail, in whatever case. */
  readonly isEmailTaken: (email: string) => Promise<boolean>;
  /** All accounts by name, in the order of code points. */
  readonly listAccounts: () => Promise<readonly Account[]>;
  /** Resolves to false when there is no such account. */
  readonly setPasswordHash: (name: string, passwordHash: string) => Promise<boolean>;
  /** Replaces the target list that an account owns; resolves to false when there is no such account. */
  readonly setTargets: (name: string, targets: string) => Promise<boolean>;
  /**
   * Removes the account with its scans, its maps, their hosts and its mails, all or none; resolves to false when
   * there is no such account. What the audit log says of it stays.
   */
  readonly removeAccount: (name: string) => Promise<boolean>;
}
