import { OpenGuardError } from '@openguard/errors';
import { describeParameterFault, type Endpoint, type Pair } from '@openguard/protocol';

/**
 * What somebody asks for on the command line, read as the server will read it. Rejects with `OG_USAGE` before
 * anything is sent.
 */
export const requested = <R>(command: string, endpoint: Endpoint<R>, pairs: readonly Pair[]): R => {
  const request = endpoint.decode(pairs);
  if (request._tag === 'Right') return request.right;
  const fault = request.left;
  const reason = fault.tag === 'Invalid' ? fault.reason : describeParameterFault(fault);
  throw new OpenGuardError('OG_USAGE', `${command}: ${reason}`);
};
