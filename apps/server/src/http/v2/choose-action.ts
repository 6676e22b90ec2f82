import { CODES, type Pair } from '@openguard/protocol';
import type { ActionRefused, ApiAction } from './action.js';

const ACTION = 'action';

/** Parameters with each name once: of a name that stands more than once, the last value counts, as the service has it. */
export const lastOfEach = (pairs: readonly Pair[]): readonly Pair[] => [...new Map(pairs)];

/** The action of a resource that a request names, or why it names none. */
export const chooseAction = <A extends Pick<ApiAction, 'action' | 'isPosted'>>(
  actions: readonly A[],
  pairs: readonly Pair[],
  method: string,
): A | ActionRefused => {
  const given = pairs.find(([name]) => name === ACTION)?.[1];
  if (given === undefined)
    return { number: CODES.missingParameter, text: `Missing required parameter: ${ACTION}.` };
  const chosen = actions.find(({ action }) => action === given);
  if (chosen === undefined) {
    const known = actions.map(({ action }) => action).join(', ');
    return {
      number: CODES.invalidValue,
      text: `parameter ${ACTION} has invalid value: this resource knows ${known}`,
    };
  }
  if (chosen.isPosted && method !== 'POST')
    return { number: CODES.wrongMethod, text: `${ACTION}=${given} changes something: send it with POST.` };
  return chosen;
};
