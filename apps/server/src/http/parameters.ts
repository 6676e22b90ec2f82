import type { Pair } from '@openguard/protocol';
import type { FastifyRequest } from 'fastify';

/** The parameters of a request, in order and with doubled names: of the query, then of a posted form. */
export const pairsOf = (request: FastifyRequest): readonly Pair[] => {
  const url = request.raw.url ?? '';
  const query = url.includes('?') ? url.slice(url.indexOf('?') + 1) : '';
  const form = typeof request.body === 'string' ? request.body : '';
  return [...new URLSearchParams(query), ...new URLSearchParams(form)];
};
