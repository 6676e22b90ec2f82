import type { Acceptance, FindingItem } from '@openguard/model';
import { contains, parseAddress, parseTargetList, type AddressSet } from '@openguard/targets';
import { namedAsWritten, placeOf, type CheckNamesOf } from './identity.js';

const matching = ({ targets }: Acceptance): AddressSet | undefined => {
  if (targets === undefined) return undefined;
  const parsed = parseTargetList(targets);
  return parsed._tag === 'Right' ? parsed.right.addresses : [];
};

/** What of a finding tells whether its risk is accepted. */
export type AcceptableFinding = Pick<FindingItem, 'ip' | 'id' | 'cve' | 'instance' | 'port' | 'protocol'>;

/** Whether an acceptance counts at a time, in milliseconds since 1970. */
const isInForce = ({ acceptedAt, until, withdrawnAt }: Acceptance, now: number): boolean =>
  acceptedAt <= now && now < until && (withdrawnAt === undefined || now < withdrawnAt);

/**
 * Tells of a finding which acceptance it is under at a time, the longest if several; `undefined` for one that nobody
 * has accepted. What is accepted is still shown: it only does not fail a gate.
 *
 * @param namesOf by what names a check is called: an acceptance of any of them is one
 */
export const acceptedBy = (
  acceptances: readonly Acceptance[],
  now: number,
  namesOf: CheckNamesOf = namedAsWritten,
): ((finding: AcceptableFinding) => Acceptance | undefined) => {
  const inForce = acceptances
    .filter((acceptance) => isInForce(acceptance, now))
    .map((acceptance) => ({ acceptance, addresses: matching(acceptance) }));
  // Nearly always, and a history may hold millions of findings.
  if (inForce.length === 0) return () => undefined;
  const byCheck = Map.groupBy(inForce, ({ acceptance }) => acceptance.check);
  return (finding) => {
    const address = parseAddress(finding.ip.trim());
    const holds = (addresses: AddressSet | undefined): boolean =>
      addresses === undefined || (address._tag === 'Right' && contains(addresses, address.right));
    const [longest] = namesOf(finding)
      .flatMap((name) => byCheck.get(name) ?? [])
      .filter(
        ({ acceptance: { port }, addresses }) =>
          (port === undefined || port === placeOf(finding)) && holds(addresses),
      )
      .sort((a, b) => b.acceptance.until - a.acceptance.until);
    return longest?.acceptance;
  };
};
