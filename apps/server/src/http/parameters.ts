import type { Pair } from '@openguard/protocol';
import type { FastifyRequest } from 'fastify';

/** The parameters that stand in the address of a request. */
export const queryOf = ({ raw: { url = '' } }: FastifyRequest): readonly Pair[] => [
  ...new URLSearchParams(url.includes('?') ? url.slice(url.indexOf('?') + 1) : ''),
];

/** The parameters of a posted form. */
export const formOf = ({ body }: FastifyRequest): readonly Pair[] => [
  ...new URLSearchParams(typeof body === 'string' ? body : ''),
];

/** Parameters as they stand in an address or in a form. */
export const encodedPairs = (pairs: readonly Pair[]): string =>
  new URLSearchParams(pairs.map(([name, value]): [string, string] => [name, value])).toString();

/** The parameters of a request, in order and with doubled names: of the query, then of a posted form. */
export const pairsOf = (request: FastifyRequest): readonly Pair[] => [
  ...queryOf(request),
  ...formOf(request),
];
