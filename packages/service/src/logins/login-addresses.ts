import type { Account, LoginRecord } from '@openguard/model';
import type { Refused } from '@openguard/protocol';
import {
  describeTargetFault,
  difference,
  intersection,
  parseTargetList,
  union,
  type AddressSet,
} from '@openguard/targets';
import { shown } from '../permission.js';
import { exclusive, invalid } from './rules.js';

/** Which addresses a record is to have. */
export interface AddressChange {
  readonly ips?: string;
  readonly addIps?: string;
  readonly removeIps?: string;
}

/** Longest list of a record. A range counts as one. */
const MOST_RANGES = 5000;

/** The addresses of a target list that was checked when it was kept. */
export const addressesOf = (list: string): AddressSet => {
  const parsed = parseTargetList(list);
  return parsed._tag === 'Right' ? parsed.right.addresses : [];
};

const parsed = (name: string, list: string | undefined): AddressSet | Refused => {
  if (list === undefined) return [];
  const targets = parseTargetList(list);
  return targets._tag === 'Right'
    ? targets.right.addresses
    : invalid(name, describeTargetFault(targets.left));
};

/** What a request says of addresses, or why it is refused whatever a record holds. */
export type ReadChange = Refused | ((before: AddressSet) => AddressSet | Refused);

/** Reads which addresses a record is to have: new ones in place of the old, or some more and some less. */
export const readAddresses = (account: Pick<Account, 'targets'>, asked: AddressChange): ReadChange => {
  const { ips, addIps, removeIps } = asked;
  if (ips !== undefined && (addIps !== undefined || removeIps !== undefined))
    return exclusive('ips', 'add_ips, remove_ips');
  const whole = parsed('ips', ips);
  if ('number' in whole) return whole;
  const more = parsed('add_ips', addIps);
  if ('number' in more) return more;
  const less = parsed('remove_ips', removeIps);
  if ('number' in less) return less;
  const foreign = difference(union(whole, more), addressesOf(account.targets));
  const name = ips === undefined ? 'add_ips' : 'ips';
  if (foreign.length > 0) return invalid(name, `these IPs are not in this account: ${shown(foreign)}`);
  return (before) => {
    const after = ips === undefined ? difference(union(before, more), less) : whole;
    if (after.length === 0) return invalid('remove_ips', 'a record needs an IP');
    return after.length > MOST_RANGES ? invalid(name, `a record holds at most ${MOST_RANGES} ranges`) : after;
  };
};

/** A record that stands in the way of another, and where: a Unix or Cisco IOS record shares no address with one. */
export const overlapOf = (
  record: Pick<LoginRecord, 'id' | 'kind' | 'ips'>,
  there: readonly LoginRecord[],
): { readonly with: LoginRecord; readonly at: string } | undefined => {
  if (record.kind === 'snmp') return undefined;
  const own = addressesOf(record.ips);
  for (const other of there) {
    if (other.id === record.id || other.kind === 'snmp') continue;
    const shared = intersection(own, addressesOf(other.ips));
    if (shared.length > 0) return { with: other, at: shown(shared) };
  }
  return undefined;
};
