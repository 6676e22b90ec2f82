import * as t from 'io-ts';

/** Where a mail stands. `queued`: it is sent, or tried again, at its `nextAt`. `expired`: given up for its age. */
export const MailState = t.keyof({ queued: null, delivered: null, failed: null, expired: null }, 'MailState');
export type MailState = t.TypeOf<typeof MailState>;

/**
 * A mail about an account, to its owner or to who watches its scans. Times are milliseconds since 1970, UTC.
 *
 * - `attempts`: how often it was tried.
 * - `failure`: what came of the last try, without secrets.
 * - `watch`: the id of the watch that it tells; without one, it is about the account itself.
 * - `sealed`: its text, encrypted by who queued it; gone once it was delivered or has expired.
 */
export const OutgoingMail = t.readonly(
  t.intersection([
    t.type({
      id: t.string,
      account: t.string,
      to: t.string,
      createdAt: t.number,
      attempts: t.number,
      nextAt: t.number,
      state: MailState,
    }),
    t.partial({ failure: t.string, sealed: t.string, watch: t.string }),
  ]),
  'OutgoingMail',
);
export type OutgoingMail = t.TypeOf<typeof OutgoingMail>;
