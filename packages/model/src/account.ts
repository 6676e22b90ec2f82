import * as t from 'io-ts';

/** `user` scans its own addresses; `backoffice` enrolls accounts. */
export const AccountRole = t.keyof({ user: null, backoffice: null }, 'AccountRole');
export type AccountRole = t.TypeOf<typeof AccountRole>;

/**
 * An account of the server. `targets` is a target list, empty text for none: an account without addresses
 * scans nothing. `passwordHash` is opaque text made by the server; it is never shown.
 */
export const Account = t.readonly(
  t.type({
    name: t.string,
    role: AccountRole,
    targets: t.string,
    domain: t.string,
    passwordHash: t.string,
    createdAt: t.number,
  }),
  'Account',
);
export type Account = t.TypeOf<typeof Account>;
