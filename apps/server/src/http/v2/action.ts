import type { Account } from '@openguard/model';
import { actionRefusal, CODES, type Endpoint, type Pair, type Refused } from '@openguard/protocol';
import type { SimpleOutcome, ToldRequest } from '@openguard/reports';
import type { Pieces } from '../api-function.js';

/** Why API v2 refuses, by a number of `CODES`; `items` are data that belong to it. */
export interface ActionRefused extends Refused, Pick<SimpleOutcome, 'items'> {}

/** What is known of a request besides its parameters. */
export interface Asking {
  readonly account: Account;
  /** The address of the resource as the caller wrote it. */
  readonly resource: string;
  /** All parameters, `action` included, each once. */
  readonly pairs: readonly Pair[];
  /** What the reply is to repeat, where that is wanted. */
  readonly echo?: ToldRequest;
}

/** An answer: a whole document, one in pieces, of another type than XML perhaps, or a refusal. */
export type ActionAnswer = string | { readonly pieces: Pieces; readonly type?: string } | ActionRefused;

/** An action of a resource of API v2. */
export interface ApiAction {
  readonly name: string;
  readonly path: string;
  readonly action: string;
  /** Whether it changes something, and is therefore posted. */
  readonly isPosted: boolean;
  /** The names of its parameters that are secret. */
  readonly secrets?: readonly string[];
  readonly answer: (asking: Asking) => Promise<ActionAnswer>;
}

/** Numbers from one to another that is before it are none, which nobody asks for on purpose. */
const refusalOfBounds = (pairs: readonly Pair[]): ActionRefused | undefined => {
  const [least, most] = ['id_min', 'id_max'].map((name) => pairs.find(([key]) => key === name)?.[1]);
  return least !== undefined && most !== undefined && Number(most) < Number(least)
    ? {
        number: CODES.invalidValue,
        text: `parameter id_max has invalid value: at least id_min, ${Number(least)}, is needed`,
      }
    : undefined;
};

/** An action whose parameters its descriptor reads. */
export const declaredAction = <R>(
  { name, path, method, action = '', secrets = [], decode }: Endpoint<R>,
  answer: (request: R, asking: Asking) => Promise<ActionAnswer>,
): ApiAction => ({
  name,
  path,
  action,
  isPosted: method === 'POST',
  secrets,
  answer: async (asking) => {
    const request = decode(asking.pairs);
    if (request._tag === 'Left') return actionRefusal(request.left);
    return refusalOfBounds(asking.pairs) ?? answer(request.right, asking);
  },
});
