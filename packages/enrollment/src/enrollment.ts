import type { TargetList } from '@openguard/targets';
import type { Country } from './countries.js';
import type { State } from './states.js';

/** What `prefix` may be. */
export const PREFIXES = ['Mr', 'Ms', 'Mrs'] as const;

/** What `type` may be: whoever enrolls others enrolls customers. */
export const ACCOUNT_TYPES = ['Customer'] as const;

/**
 * A valid enrollment (API v2.01, "Using the QualysGuard Enrollment API"), under the names that its fields have
 * on the wire. Texts are as they came, blanks included.
 *
 * - `domain`: in lower case; the domain that the account may map.
 * - `targetip`: the addresses that the account may scan, and their text as it came.
 * - `returnpassword`: whether the reply shall hold the password instead of its delivery to the user.
 */
export interface Enrollment {
  readonly prefix: (typeof PREFIXES)[number];
  readonly firstname: string;
  readonly lastname: string;
  readonly title: string;
  readonly phone: string;
  readonly email: string;
  readonly company: string;
  readonly addr1: string;
  readonly city: string;
  readonly state: State;
  readonly zipcode: string;
  readonly country: Country;
  readonly slevel: string;
  readonly domain: string;
  readonly targetip: TargetList;
  readonly type: (typeof ACCOUNT_TYPES)[number];
  readonly addr2?: string;
  readonly fax?: string;
  readonly returnpassword: boolean;
}

/** The name of a field, as on the wire. */
export type FieldName = keyof Enrollment;
