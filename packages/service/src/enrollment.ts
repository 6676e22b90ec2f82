import {
  enrollmentRefusal,
  type Enrollment,
  type EnrollmentForm,
  type EnrollmentRefusal,
  type Pairs,
} from '@openguard/enrollment';
import { isOpenGuardError } from '@openguard/errors';
import type { Account, OutgoingMail } from '@openguard/model';
import { parseTargetList, type AddressSet } from '@openguard/targets';
import { createAccounts, type AccountsOptions, type NewAccount } from './accounts.js';
import { beyondBounds, type EnrollmentBounds } from './enrollment-bounds.js';
import type { Outbox } from './mail/outbox.js';
import { passwordLetter } from './mail/password-letter.js';
import { makePassword } from './password-rule.js';
import { Turnstile } from './turnstile.js';

/** The account that was made. The password is there when it was asked for; otherwise it is on its way by mail. */
export interface Enrolled {
  readonly username: string;
  readonly serviceLevel: string;
  readonly password?: string;
}

/** Why none was made: fields at fault, if any is, and with a number what else is in the way. */
export interface NotEnrolled extends EnrollmentRefusal {
  readonly number?: number;
}

/** What is kept of an enrollment besides the account. `detail` holds what the partner answers for. */
export interface EnrollmentRecord {
  readonly account: string;
  readonly action: 'enroll';
  readonly subject: string;
  readonly detail: string;
}

/** What enrollment needs. `form` knows the service levels that the operator sells. */
export interface EnrollmentOptions extends AccountsOptions, EnrollmentBounds {
  readonly form: EnrollmentForm;
  /** What takes passwords to their users; without one they can only be returned. */
  readonly outbox?: Pick<Outbox, 'write' | 'queued'>;
  /** Where the server answers, for the letters. */
  readonly url?: string;
  /** Keeps who enrolled whom for which addresses; the account is made only when that is kept. */
  readonly record?: (record: EnrollmentRecord) => Promise<void>;
}

/** The API's number for a function that an account may not use. */
const NOT_PERMITTED = 2012;
const LONGEST_PREFIX = 12;
const TRIES = 5;

/** A name begins with what the company is called, as far as that has plain letters and digits. */
const prefixOf = (company: string): string =>
  company
    .normalize('NFKD')
    .replace(/[^A-Za-z0-9]/g, '')
    .toLowerCase()
    .slice(0, LONGEST_PREFIX) || 'user';

const refusedField = (
  field: 'returnpassword' | 'email',
  text: string,
  summary: string,
): EnrollmentRefusal => ({ fields: [{ field, error: 'invalid', text }], summary });

const NO_MAIL = refusedField(
  'returnpassword',
  'write returnpassword=yes: this server sends no mail, so only the reply can tell the password',
  'ask for returnpassword=yes, since this server sends no mail',
);

const EMAIL_IN_USE = refusedField(
  'email',
  'an account of this server has this address already; every account has its own',
  'e-mail address in use',
);

const joined = (refusals: readonly EnrollmentRefusal[]): EnrollmentRefusal => ({
  fields: refusals.flatMap(({ fields }) => fields),
  summary: refusals.map(({ summary }) => summary).join(', '),
});

const isRefusedWith = (error: unknown, code: string): boolean =>
  isOpenGuardError(error) && error.code === code;

/** What the form holds and the account does not say otherwise. */
const contactOf = (enrollment: Enrollment): Readonly<Record<string, string>> => {
  const {
    prefix,
    firstname,
    lastname,
    title,
    phone,
    company,
    addr1,
    addr2,
    city,
    state,
    zipcode,
    country,
    fax,
  } = enrollment;
  const always = { prefix, firstname, lastname, title, phone, company, addr1, city, state, zipcode, country };
  return { ...always, ...(addr2 === undefined ? {} : { addr2 }), ...(fax === undefined ? {} : { fax }) };
};

/** What a partner answers for by filling in the form (API v2.01, `targetip`). */
const statementOf = ({ targetip, domain, slevel }: Enrollment): string =>
  `targetip=${targetip.text}; domain=${domain}; slevel=${slevel}; by the rules of the API the partner has validated ownership of these addresses, or permission to scan them`;

/** The value of a name that is there once. */
const valueOf = (pairs: Pairs, wanted: string): string => {
  const values = [...pairs].filter(([name]) => name === wanted).map(([, value]) => value);
  return values.length === 1 && typeof values[0] === 'string' ? values[0] : '';
};

const targetsOf = (pairs: Pairs): AddressSet => {
  const list = parseTargetList(valueOf(pairs, 'targetip'));
  return list._tag === 'Right' ? list.right.addresses : [];
};

/** The use case behind enrollment.php: back offices make accounts of users, inside the operator's bounds. */
export const createEnrollment = (options: EnrollmentOptions) => {
  const { form, store, clock, cost, outbox, url, record = () => Promise.resolve() } = options;
  const accounts = createAccounts({ store, clock, ...(cost === undefined ? {} : { cost }) });
  // Hashing is slow on purpose, and a back office must not keep log-ins waiting.
  const turnstile = new Turnstile(1);

  const letterFor = (
    username: string,
    password: string,
    enrollment: Enrollment,
  ): Promise<OutgoingMail | undefined> => {
    if (enrollment.returnpassword || outbox === undefined) return Promise.resolve(undefined);
    const contents = passwordLetter({
      username,
      password,
      enrollment,
      ...(url === undefined ? {} : { url }),
    });
    const name = `${enrollment.firstname} ${enrollment.lastname}`;
    return outbox.write({ account: username, address: enrollment.email }, { name, ...contents });
  };

  const add = async (
    account: Omit<NewAccount, 'name'>,
    enrollment: Enrollment,
    caller: Account,
  ): Promise<string> => {
    for (let attempt = 1; ; attempt += 1) {
      const name = `${prefixOf(enrollment.company)}_${await store.nextSerial()}`;
      const mail = await letterFor(name, account.password, enrollment);
      await record({
        account: caller.name,
        action: 'enroll',
        subject: name,
        detail: statementOf(enrollment),
      });
      try {
        await accounts.add({ ...account, name }, mail);
        if (mail !== undefined) outbox?.queued(mail);
        return name;
      } catch (error) {
        // An operator may have given that name to someone.
        if (!isRefusedWith(error, 'OG_ACCOUNT') || attempt === TRIES) throw error;
      }
    }
  };

  /** The form, or everything that is wrong with it. */
  const check = async (pairs: Pairs): Promise<Enrollment | EnrollmentRefusal> => {
    const read = form.validate(pairs);
    const refusals = [
      ...(read._tag === 'Left' ? [enrollmentRefusal(read.left)] : []),
      ...((await store.isEmailTaken(valueOf(pairs, 'email'))) ? [EMAIL_IN_USE] : []),
      ...beyondBounds(targetsOf(pairs), options),
      ...(read._tag === 'Right' && !read.right.returnpassword && outbox === undefined ? [NO_MAIL] : []),
    ];
    return read._tag === 'Right' && refusals.length === 0 ? read.right : joined(refusals);
  };

  return {
    /** Makes an account of what is filled in, or refuses with everything that is wrong with it. */
    enroll: async (caller: Account, pairs: Pairs): Promise<Enrolled | NotEnrolled> => {
      if (caller.role !== 'backoffice') {
        const summary = 'Only back office accounts may enroll others.';
        return { number: NOT_PERMITTED, fields: [], summary };
      }
      const checked = await check(pairs);
      if ('summary' in checked) return checked;
      const { slevel, email, targetip, domain, returnpassword } = checked;
      const password = makePassword();
      const account = {
        role: 'user',
        targets: targetip.text,
        domain,
        password,
        email,
        serviceLevel: slevel,
        enrolledBy: caller.name,
        contact: contactOf(checked),
      } as const;
      try {
        const username = await turnstile.run(() => add(account, checked, caller));
        return { username, serviceLevel: slevel, ...(returnpassword ? { password } : {}) };
      } catch (error) {
        // Somebody else was quicker.
        if (!isRefusedWith(error, 'OG_ACCOUNT_EMAIL')) throw error;
        return EMAIL_IN_USE;
      }
    },
  };
};
