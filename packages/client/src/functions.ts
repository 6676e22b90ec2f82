import { ENDPOINTS, LATER_ENDPOINTS, type Endpoint } from '@openguard/protocol';
import type { Answer } from './answer.js';
import type { CallOptions, Client, Reply } from './client.js';

type Endpoints = typeof ENDPOINTS & typeof LATER_ENDPOINTS;
type RequestOf<E> = E extends Endpoint<infer R> ? R : never;
/** A request without anything in it. */
type NoRequest = Readonly<Record<string, never>>;
/** What a function is called with; a request that asks for nothing in particular may be left out. */
type Arguments<R> = NoRequest extends R
  ? [request?: R, options?: CallOptions]
  : [request: R, options?: CallOptions];

/** Every function of the API, by the name that it has in `ENDPOINTS` or `LATER_ENDPOINTS`. */
export type Functions = {
  readonly [K in keyof Endpoints]: (...args: Arguments<RequestOf<Endpoints[K]>>) => Promise<Reply<Answer<K>>>;
};

/** The functions over a way to call any. The roots of an endpoint see to it that only its items answer. */
export const functionsOf = (call: Client['call']): Functions =>
  Object.fromEntries(
    Object.entries({ ...ENDPOINTS, ...LATER_ENDPOINTS }).map(([name, endpoint]) => [
      name,
      (request: object = {}, options?: CallOptions) => call(endpoint as Endpoint<object>, request, options),
    ]),
  ) as Functions;
