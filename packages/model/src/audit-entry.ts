import * as t from 'io-ts';

/**
 * A line of the audit log: who did what, from where, when.
 *
 * - `at`: milliseconds since 1970, UTC.
 * - `account`: its name as it was given, which need not exist; empty text for none.
 * - `address`: where the request came from; empty text for the machine itself.
 * - `action`: what was asked for, in the server's words; `subject`: what it was done to.
 * - `detail`: what else there is to say.
 */
export const AuditEntry = t.readonly(
  t.type({
    at: t.number,
    account: t.string,
    address: t.string,
    action: t.string,
    subject: t.string,
    detail: t.string,
  }),
  'AuditEntry',
);
export type AuditEntry = t.TypeOf<typeof AuditEntry>;
