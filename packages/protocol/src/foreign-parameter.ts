import * as E from 'fp-ts/lib/Either.js';
import type { Parameter } from './parameter.js';

/**
 * A parameter of other servers. Clients write it; our server, which does not do what it asks for, refuses it
 * instead of answering with something else.
 */
export const foreign = <A>(parameter: Parameter<A>): Parameter<A> => ({
  ...parameter,
  read: () => E.left('this server does not do what it asks for'),
});
