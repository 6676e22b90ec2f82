import { CODES, type Refused } from '@openguard/protocol';
import { describeTargetFault, parseTargetList, type AddressSet } from '@openguard/targets';
import * as E from 'fp-ts/lib/Either.js';
import { numberRangesOf, type NumberRanges } from './number-ranges.js';
import { readOsPattern, type MatchesOs } from './os-pattern.js';

/** Which hosts a request means, in the words of the descriptors of API v2. */
export interface HostChoice {
  readonly ips?: string;
  readonly ids?: string;
  readonly idMin?: number;
  readonly idMax?: number;
  readonly groupIds?: string;
  readonly groupTitles?: string;
  readonly osPattern?: string;
  readonly complianceEnabled?: boolean;
  readonly scannedSince?: string;
  readonly notScannedSince?: string;
  readonly checkedSince?: string;
  readonly notCheckedSince?: string;
}

/** Hosts that all of this is true of. */
export interface HostFilter {
  readonly ids: NumberRanges;
  readonly addresses?: AddressSet;
  readonly matchesOs?: MatchesOs;
  /** Whether the name of a host is meant. */
  readonly isNamed?: (name: string) => boolean;
  readonly visitedSince?: number;
  readonly notVisitedSince?: number;
  /** Whether their open ports are to be told. */
  readonly open?: boolean;
}

/** The one asset group that every account has: all of its hosts. */
const EVERYTHING = 'All';
const NONE: NumberRanges = [];

const invalid = (name: string, reason: string): Refused => ({
  number: CODES.invalidValue,
  text: `parameter ${name} has invalid value: ${reason}`,
});

/** Why asset groups cannot be meant, of which this server has none but that of all hosts. */
const groupFault = ({ groupIds, groupTitles }: HostChoice): Refused | undefined => {
  if (groupIds !== undefined && groupTitles !== undefined)
    return {
      number: CODES.exclusiveParameters,
      text: 'Give only one of these parameters: ag_ids, ag_titles.',
    };
  if (groupIds !== undefined)
    return invalid('ag_ids', 'there are no asset groups with numbers on this server');
  const unknown = groupTitles?.split(',').find((title) => title.trim() !== EVERYTHING);
  return unknown === undefined
    ? undefined
    : invalid('ag_titles', `there is no asset group but ${EVERYTHING} on this server`);
};

/** The numbers that are wanted, none where no host can be meant: nothing here is scanned for compliance. */
const idsOf = ({ ids, idMin = 0, idMax, complianceEnabled, checkedSince }: HostChoice): NumberRanges => {
  if (complianceEnabled === true || checkedSince !== undefined) return NONE;
  const last = idMax ?? Number.MAX_SAFE_INTEGER;
  if (ids === undefined) return idMin > last ? NONE : [{ first: idMin, last }];
  return numberRangesOf(ids).flatMap((range) => {
    const bounded = { first: Math.max(range.first, idMin), last: Math.min(range.last, last) };
    return bounded.first > bounded.last ? [] : [bounded];
  });
};

/** Reads which hosts a request means. */
export const readHostChoice = async (choice: HostChoice): Promise<E.Either<Refused, HostFilter>> => {
  const fault = groupFault(choice);
  if (fault !== undefined) return E.left(fault);
  const { ips, osPattern, scannedSince, notScannedSince } = choice;
  const targets = ips === undefined ? undefined : parseTargetList(ips);
  if (targets?._tag === 'Left') return E.left(invalid('ips', describeTargetFault(targets.left)));
  const pattern = osPattern === undefined ? undefined : await readOsPattern(osPattern);
  if (pattern?._tag === 'Left') return E.left(invalid('os_pattern', pattern.left));
  return E.right({
    ids: idsOf(choice),
    ...(targets === undefined ? {} : { addresses: targets.right.addresses }),
    ...(pattern === undefined ? {} : { matchesOs: pattern.right }),
    ...(scannedSince === undefined ? {} : { visitedSince: Date.parse(scannedSince) }),
    ...(notScannedSince === undefined ? {} : { notVisitedSince: Date.parse(notScannedSince) }),
  });
};
