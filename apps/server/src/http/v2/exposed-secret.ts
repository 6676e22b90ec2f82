import { CODES, type Endpoint } from '@openguard/protocol';
import type { FastifyRequest } from 'fastify';
import { queryOf } from '../parameters.js';
import type { ActionRefused } from './action.js';

/** Why a request is refused that has a secret of its function in its address, if it has one there. */
export const refusalOfExposed = (
  request: FastifyRequest,
  { secrets = [] }: Pick<Endpoint<unknown>, 'secrets'>,
): ActionRefused | undefined => {
  const exposed = queryOf(request).find(([name]) => secrets.includes(name));
  return exposed === undefined
    ? undefined
    : {
        number: CODES.invalidValue,
        text: `parameter ${exposed[0]} has invalid value: post it in the body, where no log keeps it`,
      };
};
