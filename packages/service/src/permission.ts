import { REFUSALS, type Refused } from '@openguard/protocol';
import {
  difference,
  formatAddressSet,
  intersection,
  parseTargetList,
  type AddressSet,
  type TargetList,
} from '@openguard/targets';

const SHOWN = 200;

const shown = (set: AddressSet): string => {
  const text = formatAddressSet(set);
  return text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text;
};

const addressesOf = (list: string): AddressSet => {
  const parsed = parseTargetList(list);
  return parsed._tag === 'Right' ? parsed.right.addresses : [];
};

/** What an account may scan: its own addresses inside the operator's scope. */
export const mayScan = (account: { readonly targets: string }, scope: AddressSet): AddressSet =>
  intersection(addressesOf(account.targets), scope);

/** The refusal of a scan that goes beyond what an account may scan; `undefined` when it does not. */
export const permissionRefusal = (
  account: { readonly targets: string },
  scope: AddressSet,
  { addresses }: TargetList,
): Refused | undefined => {
  const own = addressesOf(account.targets);
  const number = REFUSALS.notOwned;
  if (own.length === 0) return { number, text: 'This account has no addresses, so it may not scan any.' };
  const foreign = difference(addresses, own);
  if (foreign.length > 0) return { number, text: `These IPs are not in this account: ${shown(foreign)}.` };
  const outside = difference(addresses, scope);
  return outside.length === 0
    ? undefined
    : {
        number,
        text: `These IPs are outside the scope that the operator of this server allows: ${shown(outside)}.`,
      };
};
