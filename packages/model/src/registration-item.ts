import type { Noticed } from './notice.js';

/** USERINFO of a REGISTRATION: the new account. The password is there when `returnpassword=yes` was asked for. */
export interface RegistrationItem extends Noticed {
  readonly kind: 'registration';
  readonly username: string;
  readonly serviceLevel: string;
  readonly password?: string;
}

/**
 * A FIELD of a REGISTRATION's ERROR: a field of the form that is at fault. `error` is `missing` or `invalid`;
 * `text` may be empty. The SUMMARY of all follows as a refusal.
 */
export interface ViolationItem extends Noticed {
  readonly kind: 'violation';
  readonly field: string;
  readonly error: string;
  readonly text: string;
}
