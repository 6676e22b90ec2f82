import type { EnrollmentRefusal, RefusedField } from '@openguard/enrollment';
import { difference, formatAddressSet, intersection, size, type AddressSet } from '@openguard/targets';

/** What an account that is enrolled may own at most. */
export interface EnrollmentBounds {
  readonly scope: AddressSet;
  /** Addresses inside the scope that nobody may scan. */
  readonly excluded?: AddressSet;
  /** How many addresses one account may own. */
  readonly mostAddresses?: number;
}

const SHOWN = 200;

const shown = (addresses: AddressSet): string => {
  const text = formatAddressSet(addresses);
  return text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text;
};

/** Why addresses are beyond the bounds: nothing, or a refusal of `targetip` that names every reason. */
export const beyondBounds = (
  addresses: AddressSet,
  { scope, excluded = [], mostAddresses = Number.POSITIVE_INFINITY }: EnrollmentBounds,
): readonly EnrollmentRefusal[] => {
  const outside = difference(addresses, scope);
  const barred = intersection(intersection(addresses, scope), excluded);
  const count = size(addresses);
  const texts = [
    ...(outside.length > 0
      ? [`outside the scope that the operator of this server allows: ${shown(outside)}`]
      : []),
    ...(barred.length > 0 ? [`excluded by the operator of this server: ${shown(barred)}`] : []),
    ...(count > mostAddresses
      ? [`it holds ${count} addresses; an account has at most ${mostAddresses} on this server`]
      : []),
  ];
  if (texts.length === 0) return [];
  const field: RefusedField = { field: 'targetip', error: 'invalid', text: texts.join('; ') };
  return [{ fields: [field], summary: 'invalid list of target addresses' }];
};
