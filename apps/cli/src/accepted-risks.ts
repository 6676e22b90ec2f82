import { acceptedBy } from '@openguard/analytics';
import { isOpenGuardError } from '@openguard/errors';
import type { Acceptance, FindingItem } from '@openguard/model';
import type { Invocation } from './command.js';
import type { ReportRequest } from './report-request.js';

/** Tells which acceptance a finding is under, if any. */
export type AcceptedBy = (
  finding: Pick<FindingItem, 'ip' | 'id' | 'port' | 'protocol'>,
) => Acceptance | undefined;

/** What is accepted in histories of real and of simulated reports; neither counts for the other. */
export type AcceptedRisks = Readonly<Record<'real' | 'simulated', AcceptedBy>>;

const nothing: AcceptedBy = () => undefined;

/** Nobody has accepted anything. */
export const NO_RISKS: AcceptedRisks = { real: nothing, simulated: nothing };

const isOtherKind = (error: unknown): boolean => isOpenGuardError(error) && error.code === 'OG_STORE_KIND';

/**
 * The risks that are accepted in the store that the options name, or else in the user's own histories as far as there
 * are any. They are looked up for a condition, and for whoever names a store.
 */
export const acceptedRisksFor = async (
  invocation: Invocation,
  { gate }: Pick<ReportRequest, 'gate'>,
): Promise<AcceptedRisks> => {
  const { store } = invocation.values;
  if (gate === undefined && store === undefined) return NO_RISKS;
  const { hasOwnHistory, withHistory } = await import('./history-store.js');
  const lookUp = (simulated: boolean): Promise<AcceptedBy> =>
    withHistory(invocation, simulated, async (history) =>
      acceptedBy(await history.acceptances(), Date.now()),
    );
  if (store === undefined) {
    const own = async (simulated: boolean): Promise<AcceptedBy> =>
      (await hasOwnHistory(invocation.io, simulated)) ? lookUp(simulated) : nothing;
    return { real: await own(false), simulated: await own(true) };
  }
  try {
    return { ...NO_RISKS, real: await lookUp(false) };
  } catch (error) {
    if (!isOtherKind(error)) throw error;
    return { ...NO_RISKS, simulated: await lookUp(true) };
  }
};
