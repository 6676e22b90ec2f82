import type { OutgoingMail } from '@openguard/model';

/** The calls of a store that are about mails to the owners of accounts, which `addAccount` queues. */
export interface MailStore {
  /** Queued mails whose time has come, at most so many, the longest due first. */
  readonly dueMails: (now: number, limit: number) => Promise<readonly OutgoingMail[]>;
  /**
   * Replaces a mail; resolves to false when it is not there (any more), or no longer stands (state, `nextAt`, what
   * is sealed) as it was `seen`. What is `sealed` in one that was delivered or has expired is erased, whatever the caller says.
   */
  readonly updateMail: (
    mail: OutgoingMail,
    seen?: Pick<OutgoingMail, 'state' | 'nextAt' | 'sealed'>,
  ) => Promise<boolean>;
  /** All mails, oldest first. */
  readonly listMails: () => Promise<readonly OutgoingMail[]>;
  /** Erases what is left of mails that were delivered or have expired, and were queued before a time. */
  readonly eraseMails: (before: number) => Promise<void>;
}
