import type { TypeOf } from 'io-ts';
import { formatIsoDate } from '../iso-date.js';
import type { Request } from './request.js';

/**
 * What was asked for, as a reply repeats it: when (milliseconds since 1970), by whom, of which resource, with which
 * parameters, and the form that was posted. Secrets do not belong in it.
 */
export interface ToldRequest {
  readonly at: number;
  readonly user: string;
  readonly resource: string;
  readonly parameters: readonly (readonly [string, string])[];
  readonly postData?: string;
}

/** The values of REQUEST, where there is something to repeat. */
export const requestOf = (told: ToldRequest | undefined): { readonly request?: TypeOf<typeof Request> } => {
  if (told === undefined) return {};
  const { at, user, resource, parameters, postData } = told;
  return {
    request: {
      ...{ at: formatIsoDate(at), user, resource },
      ...(parameters.length === 0
        ? {}
        : { parameters: { params: parameters.map(([key, value]) => ({ key, value })) } }),
      ...(postData === undefined ? {} : { postData }),
    },
  };
};
