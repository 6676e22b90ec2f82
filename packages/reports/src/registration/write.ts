import type { RegistrationItem, ViolationItem } from '@openguard/model';
import { writeElement } from '@openguard/xml';
import { documentHead } from '../document-head.js';
import { Registration } from './registration.js';

const HEAD = documentHead('REGISTRATION', '/enrollment.dtd');

/** Writes REGISTRATION: the account that was made. */
export const writeRegistration = ({
  username,
  serviceLevel,
  password,
}: Pick<RegistrationItem, 'username' | 'serviceLevel' | 'password'>): string =>
  HEAD +
  writeElement(
    Registration.encode({
      account: { username, serviceLevel, ...(password === undefined ? {} : { password }) },
    }),
  );

/** Why no account was made: the fields at fault, none if the form is not to blame, and a line for people. */
export interface RefusedForm {
  readonly number?: number;
  readonly fields: readonly Pick<ViolationItem, 'field' | 'error' | 'text'>[];
  readonly summary: string;
}

/** Writes a REGISTRATION that refuses. */
export const writeRegistrationRefusal = ({ number, fields, summary }: RefusedForm): string =>
  HEAD +
  writeElement(
    Registration.encode({
      error: {
        ...(number === undefined ? {} : { number: String(number) }),
        fields: fields.map(({ field, error, text }) => ({ name: field, error, text })),
        summary: { text: summary },
      },
    }),
  );
