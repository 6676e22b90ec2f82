import type { OutgoingMail } from '@openguard/model';
import type { Store } from '@openguard/storage';
import { eventOf, type MailEvent } from './mail-event.js';

interface ExpireOptions {
  readonly store: Pick<Store, 'updateMail'>;
  readonly note: (event: MailEvent) => void;
}

/** What giving up mails needs. */
export interface ExpiryOptions extends ExpireOptions {
  readonly store: Pick<Store, 'updateMail' | 'listMails'>;
  readonly clock: () => number;
  /** How long after it was queued a mail is given up and erased, in milliseconds. */
  readonly expiryMs: number;
}

/** Gives a mail up: its text is erased, and the last failure stays. */
export const expire = async ({ store, note }: ExpireOptions, mail: OutgoingMail): Promise<void> => {
  const expired = { ...mail, state: 'expired' } as const;
  if (await store.updateMail(expired)) note(eventOf(expired));
};

/** Gives up every mail that has waited too long, those included that failed and wait for the operator. */
export const expireMails = async (options: ExpiryOptions): Promise<void> => {
  const end = options.clock() - options.expiryMs;
  for (const mail of await options.store.listMails()) {
    const waits = mail.state === 'queued' || mail.state === 'failed';
    if (waits && mail.createdAt <= end) await expire(options, mail);
  }
};
