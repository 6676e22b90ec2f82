import type * as E from 'fp-ts/lib/Either.js';
import { COUNTRIES } from './countries.js';
import { ACCOUNT_TYPES, PREFIXES, type Enrollment, type FieldName } from './enrollment.js';
import type { FieldFault } from './fault.js';
import { choice, domain, email, flag, freeText, targets, type Reading, type Rule } from './reading.js';
import { STATES } from './states.js';

type ValueOf<K extends FieldName> = Exclude<Enrollment[K], undefined>;

/**
 * One field of the form, declared once for clients, servers and pages.
 *
 * - `label`: what people call it, to be read inside a sentence.
 * - `rule`: what its value may be, as data.
 * - `read`: reads one value by that rule; what a form asks when the user leaves the field.
 */
export interface Field<K extends FieldName = FieldName> {
  readonly name: K;
  readonly label: string;
  readonly required: boolean;
  readonly rule: Rule;
  readonly read: (text: string) => E.Either<FieldFault, ValueOf<K>>;
}

const required = <K extends FieldName>(name: K, label: string, reading: Reading<ValueOf<K>>): Field<K> => ({
  name,
  label,
  required: true,
  ...reading,
});

const optional = <K extends FieldName>(name: K, label: string, reading: Reading<ValueOf<K>>): Field<K> => ({
  ...required(name, label, reading),
  required: false,
});

/** Longest service level where none are configured; the API names no limit. */
const SERVICE_LEVEL_LIMIT = 100;

/**
 * The form (API v2.01, "Name-Value Pairs"), in its order. The service levels are those that the operator sells;
 * without any, every text of at most 100 characters is one.
 */
export const fieldsOf = (serviceLevels: readonly string[]): readonly Field[] => [
  required('prefix', 'form of address', choice(PREFIXES)),
  required('firstname', 'first name', freeText(50)),
  required('lastname', 'last name', freeText(50)),
  required('title', 'job title', freeText(100)),
  required('phone', 'telephone number', freeText(100)),
  required('email', 'e-mail address', email(80)),
  required('company', 'company', freeText(50)),
  required('addr1', 'address', freeText(80)),
  required('city', 'city', freeText(50)),
  required('state', 'state', choice(STATES)),
  required('zipcode', 'postal code', freeText(20)),
  required('country', 'country', choice(COUNTRIES)),
  required(
    'slevel',
    'service level',
    serviceLevels.length === 0 ? freeText(SERVICE_LEVEL_LIMIT) : choice(serviceLevels),
  ),
  required('domain', 'domain', domain(67)),
  required('targetip', 'list of target addresses', targets),
  required('type', 'type of account', choice(ACCOUNT_TYPES)),
  optional('addr2', 'second line of the address', freeText(80)),
  optional('fax', 'fax number', freeText(100)),
  optional('returnpassword', 'return of the password', flag),
];
