import type { OutgoingMail } from '@openguard/model';

/** What is known of a mail now, without its text. One that is `queued` after an attempt is tried again at `nextAt`. */
export type MailEvent = Omit<OutgoingMail, 'sealed'>;

/** What may be told of a mail. */
export const eventOf = (mail: OutgoingMail): MailEvent => {
  const { sealed, ...event } = mail;
  return sealed === undefined ? mail : event;
};
