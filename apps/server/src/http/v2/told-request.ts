import type { Pair } from '@openguard/protocol';
import type { ToldRequest } from '@openguard/reports';
import type { FastifyRequest } from 'fastify';
import { encodedPairs, formOf, queryOf } from '../parameters.js';

const HOST = /^[\w.:[\]-]{1,255}$/;
const CONCEALED = '********';

/** The address of a resource as its caller wrote it. */
export const resourceOf = ({ protocol, headers }: FastifyRequest, path: string): string => {
  const { host = '' } = headers;
  return HOST.test(host) ? `${protocol}://${host}${path}` : path;
};

const concealed = (pairs: readonly Pair[], secrets: ReadonlySet<string>): readonly Pair[] =>
  pairs.map(([name, value]) => [name, secrets.has(name) ? CONCEALED : value]);

/** What a reply repeats of a request, without secrets. */
export const toldRequest = (
  request: FastifyRequest,
  asked: Pick<ToldRequest, 'at' | 'user' | 'resource'>,
  secrets: readonly string[],
): ToldRequest => {
  const secret = new Set(secrets);
  const form = concealed(formOf(request), secret);
  return {
    ...asked,
    parameters: concealed(queryOf(request), secret),
    ...(form.length === 0 ? {} : { postData: encodedPairs(form) }),
  };
};
