import * as t from 'io-ts';

/** `user` scans its own addresses; `backoffice` enrolls accounts. */
export const AccountRole = t.keyof({ user: null, backoffice: null }, 'AccountRole');
export type AccountRole = t.TypeOf<typeof AccountRole>;

/**
 * An account of the server. `targets` is a target list, empty text for none: an account without addresses
 * scans nothing. `passwordHash` is opaque text made by the server; it is never shown.
 *
 * Of an account that was enrolled: its `email`, the `serviceLevel` that it bought, the name of the account that
 * enrolled it (`enrolledBy`), and what else the form held, by the names of its fields (`contact`).
 */
export const Account = t.readonly(
  t.intersection([
    t.type({
      name: t.string,
      role: AccountRole,
      targets: t.string,
      domain: t.string,
      passwordHash: t.string,
      createdAt: t.number,
    }),
    t.partial({
      email: t.string,
      serviceLevel: t.string,
      enrolledBy: t.string,
      contact: t.readonly(t.record(t.string, t.string)),
    }),
  ]),
  'Account',
);
export type Account = t.TypeOf<typeof Account>;
