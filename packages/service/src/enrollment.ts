import {
  enrollmentRefusal,
  type Enrollment,
  type EnrollmentForm,
  type EnrollmentRefusal,
  type Pairs,
} from '@openguard/enrollment';
import { isOpenGuardError } from '@openguard/errors';
import type { Account } from '@openguard/model';
import { difference, formatAddressSet, parseTargetList, type AddressSet } from '@openguard/targets';
import { randomBytes } from 'node:crypto';
import { createAccounts, type AccountsOptions } from './accounts.js';
import { Turnstile } from './turnstile.js';

/** The account that was made. The password exists nowhere else. */
export interface Enrolled {
  readonly username: string;
  readonly serviceLevel: string;
  readonly password: string;
}

/** Why none was made: fields at fault, if any is, and with a number what else is in the way. */
export interface NotEnrolled extends EnrollmentRefusal {
  readonly number?: number;
}

/** What enrollment needs. `form` knows the service levels that the operator sells. */
export interface EnrollmentOptions extends AccountsOptions {
  readonly form: EnrollmentForm;
  readonly scope: AddressSet;
}

/** The API's number for a function that an account may not use. */
const NOT_PERMITTED = 2012;
const PASSWORD_BYTES = 15;
const LONGEST_PREFIX = 12;
const TRIES = 5;
const SHOWN = 200;

/** A name begins with what the company is called, as far as that has plain letters and digits. */
const prefixOf = (company: string): string =>
  company
    .normalize('NFKD')
    .replace(/[^A-Za-z0-9]/g, '')
    .toLowerCase()
    .slice(0, LONGEST_PREFIX) || 'user';

const OUT_OF_SCOPE = 'invalid list of target addresses';

const scopeField = (addresses: AddressSet, scope: AddressSet): EnrollmentRefusal | undefined => {
  const outside = difference(addresses, scope);
  if (outside.length === 0) return undefined;
  const shown = formatAddressSet(outside).slice(0, SHOWN);
  const text = `outside the scope that the operator of this server allows: ${shown}`;
  return { fields: [{ field: 'targetip', error: 'invalid', text }], summary: OUT_OF_SCOPE };
};

const NO_MAIL: EnrollmentRefusal = {
  fields: [
    {
      field: 'returnpassword',
      error: 'invalid',
      text: 'write returnpassword=yes: this server sends no mail yet, so only the reply can tell the password',
    },
  ],
  summary: 'ask for returnpassword=yes, since this server sends no mail yet',
};

const isPresent = (refusal: EnrollmentRefusal | undefined): refusal is EnrollmentRefusal =>
  refusal !== undefined;

const joined = (refusals: readonly EnrollmentRefusal[]): EnrollmentRefusal => ({
  fields: refusals.flatMap(({ fields }) => fields),
  summary: refusals.map(({ summary }) => summary).join(', '),
});

const isTaken = (error: unknown): boolean => isOpenGuardError(error) && error.code === 'OG_ACCOUNT';

/** The use case behind enrollment.php: back offices make accounts of users, inside the operator's scope. */
export const createEnrollment = ({ form, scope, store, clock, cost }: EnrollmentOptions) => {
  const accounts = createAccounts({ store, clock, ...(cost === undefined ? {} : { cost }) });
  // Hashing is slow on purpose, and a back office must not keep log-ins waiting.
  const turnstile = new Turnstile(1);

  const targetsOf = (pairs: Pairs): AddressSet => {
    const values = [...pairs].filter(([name]) => name === 'targetip').map(([, value]) => value);
    const [value] = values;
    const list = values.length === 1 && typeof value === 'string' ? parseTargetList(value) : undefined;
    return list?._tag === 'Right' ? list.right.addresses : [];
  };

  const add = async ({ company, targetip, domain }: Enrollment, password: string): Promise<string> => {
    for (let attempt = 1; ; attempt += 1) {
      const name = `${prefixOf(company)}_${await store.nextSerial()}`;
      try {
        await accounts.add({ name, role: 'user', targets: targetip.text, domain, password });
        return name;
      } catch (error) {
        // An operator may have given that name to someone.
        if (!isTaken(error) || attempt === TRIES) throw error;
      }
    }
  };

  return {
    /** Makes an account of what is filled in, or refuses with everything that is wrong with it. */
    enroll: async (caller: Account, pairs: Pairs): Promise<Enrolled | NotEnrolled> => {
      if (caller.role !== 'backoffice') {
        const summary = 'Only back office accounts may enroll others.';
        return { number: NOT_PERMITTED, fields: [], summary };
      }
      const read = form.validate(pairs);
      const outside = scopeField(targetsOf(pairs), scope);
      if (read._tag === 'Left')
        return joined([enrollmentRefusal(read.left), ...(isPresent(outside) ? [outside] : [])]);
      const { slevel, returnpassword } = read.right;
      const refusals = [outside, returnpassword ? undefined : NO_MAIL].filter(isPresent);
      if (refusals.length > 0) return joined(refusals);
      const password = randomBytes(PASSWORD_BYTES).toString('base64url');
      const username = await turnstile.run(() => add(read.right, password));
      return { username, serviceLevel: slevel, password };
    },
  };
};
