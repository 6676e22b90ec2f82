import { LATER_ENDPOINTS, type Pair } from '@openguard/protocol';
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

/** The names of everything secret that any function takes. */
const SECRETS = new Set(Object.values(LATER_ENDPOINTS).flatMap(({ secrets = [] }) => secrets));

/** A secret may come to the wrong function, or with its name misspelt. */
const isSecret = (name: string): boolean => SECRETS.has(name) || /pass|secret|communit/i.test(name);

const concealed = (pairs: readonly Pair[]): readonly Pair[] =>
  pairs.map(([name, value]) => [name, isSecret(name) ? CONCEALED : value]);

/** Whether a reply is to repeat what was asked for. */
export const wantsEcho = (pairs: readonly Pair[]): boolean =>
  pairs.some(([name, value]) => name === 'echo_request' && value === '1');

/** What a reply repeats of a request, without secrets. */
export const toldRequest = (
  request: FastifyRequest,
  asked: Pick<ToldRequest, 'at' | 'user' | 'resource'>,
): ToldRequest => {
  const form = concealed(formOf(request));
  return {
    ...asked,
    parameters: concealed(queryOf(request)),
    ...(form.length === 0 ? {} : { postData: encodedPairs(form) }),
  };
};
