import { REFUSALS, type MapTarget, type Refused } from '@openguard/protocol';
import {
  difference,
  formatAddressSet,
  intersection,
  parseTargetList,
  size,
  type AddressSet,
  type TargetList,
} from '@openguard/targets';

const SHOWN = 200;

/** A target list for people, which is cut when it is long. */
export const shown = (set: AddressSet): string => {
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

/** The refusal of an account that owns more addresses than the operator allows to any. */
export const capRefusal = (account: { readonly targets: string }, most: number): Refused | undefined => {
  const count = size(addressesOf(account.targets));
  if (count <= most) return undefined;
  const text = `This account has ${count} addresses; an account has at most ${most} on this server.`;
  return { number: REFUSALS.notOwned, text };
};

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

/** The domains that an account owns, in lower case. */
const ownDomains = ({ domain }: { readonly domain: string }): readonly string[] =>
  domain.split(',').filter((name) => name !== '');

/**
 * The refusal of a map that goes beyond what an account may map: a domain that is not its own to the letter, or
 * a netblock that it may not scan. What the domain resolves to is bounded by {@link mayScan} besides.
 */
export const mapRefusal = (
  account: { readonly targets: string; readonly domain: string },
  scope: AddressSet,
  { domain, netblock }: MapTarget,
): Refused | undefined => {
  const number = REFUSALS.notOwned;
  const own = ownDomains(account);
  if (domain !== undefined && own.length === 0)
    return { number, text: 'This account has no domain, so it may not map any.' };
  if (domain !== undefined && !own.includes(domain))
    return { number, text: `This domain is not in this account: ${domain}.` };
  const refused = netblock === undefined ? undefined : permissionRefusal(account, scope, netblock);
  if (refused !== undefined) return refused;
  return mayScan(account, scope).length > 0
    ? undefined
    : {
        number,
        text: 'This account has no addresses inside the scope of this server, so it may not map any.',
      };
};
