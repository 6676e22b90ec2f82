import { REFUSALS, CODES, type Refused } from '@openguard/protocol';
import { describeTargetFault, parseTargetList, type AddressSet } from '@openguard/targets';
import * as E from 'fp-ts/lib/Either.js';
import type { HostFilter } from './host-filter.js';

/** Which hosts a function of the first generation means, by addresses and by the titles of asset groups. */
export interface AssetChoice {
  readonly ips?: string;
  readonly groups?: string;
}

/** Hosts that are meant, and the addresses among which they are looked for, if any were given. */
export interface ChosenAssets {
  readonly filter: HostFilter;
  readonly asked?: AddressSet;
}

const EVERYTHING = 'All';
const ALL: HostFilter = { ids: [{ first: 0, last: Number.MAX_SAFE_INTEGER }] };

/** How a function calls the two, and whether it needs one of them. */
interface Names {
  readonly ips: string;
  readonly groups: string;
  readonly isNeeded: boolean;
}

/** Reads which hosts a request means; without anything said, all. */
export const readAssetChoice = (
  { ips, groups }: AssetChoice,
  names: Names,
): E.Either<Refused, ChosenAssets> => {
  const unknown = groups?.split(',').find((title) => title.trim() !== EVERYTHING);
  if (unknown !== undefined)
    return E.left({
      number: REFUSALS.invalidValue,
      text: `Invalid value for '${names.groups}' : there is no asset group but ${EVERYTHING} on this server.`,
    });
  if (names.isNeeded && ips === undefined && groups === undefined)
    return E.left({
      number: CODES.missingOneOf,
      text: `Give at least one of these parameters: ${names.ips}, ${names.groups}.`,
    });
  // The group of all hosts holds those that have addresses besides.
  if (ips === undefined || groups !== undefined) return E.right({ filter: ALL });
  const targets = parseTargetList(ips);
  if (targets._tag === 'Left')
    return E.left({
      number: REFUSALS.invalidTargets,
      text: `Invalid value for '${names.ips}' : ${describeTargetFault(targets.left)}`,
    });
  const { addresses } = targets.right;
  return E.right({ filter: { ...ALL, addresses }, asked: addresses });
};
