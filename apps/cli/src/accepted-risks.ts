import { acceptedBy, type AcceptableFinding } from '@openguard/analytics';
import { isOpenGuardError, type OpenGuardError } from '@openguard/errors';
import type { Acceptance } from '@openguard/model';
import type { History } from '@openguard/service';
import type { Invocation } from './command.js';
import { say } from './io.js';
import type { ReportRequest } from './report-request.js';

/** Tells which acceptance a finding is under, if any. */
export type AcceptedBy = (finding: AcceptableFinding) => Acceptance | undefined;

/** What is accepted in histories of real and of simulated reports; neither counts for the other. */
export type AcceptedRisks = Readonly<Record<'real' | 'simulated', AcceptedBy>>;

const nothing: AcceptedBy = () => undefined;

/** Nobody has accepted anything. */
export const NO_RISKS: AcceptedRisks = { real: nothing, simulated: nothing };

const isOtherKind = (error: unknown): boolean => isOpenGuardError(error) && error.code === 'OG_STORE_KIND';

const isOfStore = (error: unknown): error is OpenGuardError =>
  isOpenGuardError(error) && error.code.startsWith('OG_STORE_');

/**
 * The risks that are accepted in the store that the options name, or else in the user's own histories as far as there
 * are any. Rejects when these cannot be read and a condition depends on them; what is only shown is shown without them,
 * and that is said.
 */
export const acceptedRisksFor = async (
  invocation: Invocation,
  { gate }: Pick<ReportRequest, 'gate'>,
): Promise<AcceptedRisks> => {
  const { store } = invocation.values;
  const { readHistory } = await import('./history-store.js');
  const { namesOfCheck } = await import('@openguard/knowledgebase');
  const work = async (history: History): Promise<AcceptedBy> =>
    acceptedBy(await history.acceptances(), Date.now(), namesOfCheck);
  const lookUp = (simulated: boolean): Promise<AcceptedBy> =>
    readHistory(invocation, simulated, work, nothing);
  if (store === undefined)
    try {
      return { real: await lookUp(false), simulated: await lookUp(true) };
    } catch (error) {
      if (gate !== undefined || !isOfStore(error)) throw error;
      say(invocation.io, `openguard: accepted risks are not told: ${error.message}`);
      return NO_RISKS;
    }
  try {
    return { ...NO_RISKS, real: await lookUp(false) };
  } catch (error) {
    if (!isOtherKind(error)) throw error;
    return { ...NO_RISKS, simulated: await lookUp(true) };
  }
};
