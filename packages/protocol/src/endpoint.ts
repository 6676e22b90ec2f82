import * as E from 'fp-ts/lib/Either.js';
import type { Pair, Parameter, ParameterFault } from './parameter.js';

type AnyParameter = Pick<Parameter<never>, 'name' | 'required' | 'secret' | 'write'> & {
  readonly read: (text: string) => E.Either<string, unknown>;
};

/** The parameters of an endpoint by the names that their values have. */
export type Parameters = Readonly<Record<string, AnyParameter>>;

type ValueOf<P> = P extends { readonly read: (text: string) => E.Either<string, infer A> } ? A : never;

/** What a request with these parameters means. */
export type Request<P extends Parameters> = {
  readonly [K in keyof P as P[K]['required'] extends true ? K : never]: ValueOf<P[K]>;
} & { readonly [K in keyof P as P[K]['required'] extends true ? never : K]?: ValueOf<P[K]> };

/**
 * One function of the API: the client encodes with it, the server decodes with it.
 *
 * - `method`: how a request is sent. One that is long is posted whatever stands here.
 * - `action`: the value of the parameter of that name, of a function of API v2.
 * - `secrets`: the names of parameters that no reply and no log repeats.
 * - `repeatable`: whether a request may be sent again when it is not known what became of it.
 * - `roots`: the documents that may answer, the usual one first.
 */
export interface Endpoint<R> {
  readonly name: string;
  readonly path: string;
  readonly method: 'GET' | 'POST';
  readonly action?: string;
  readonly secrets?: readonly string[];
  readonly repeatable: boolean;
  readonly roots: readonly string[];
  readonly encode: (request: R) => readonly Pair[];
  readonly decode: (pairs: readonly Pair[]) => E.Either<ParameterFault, R>;
}

/** What a function is asked for. */
export type RequestOf<E> = E extends Endpoint<infer R> ? R : never;

interface Declaration<P extends Parameters> {
  readonly name: string;
  readonly path: string;
  readonly repeatable: boolean;
  readonly roots: readonly string[];
  readonly parameters: P;
}

interface ActionDeclaration<P extends Parameters> extends Declaration<P> {
  /** `action` of the request. */
  readonly action: string;
}

const ACTION = 'action';

const decodePairs = (
  parameters: Parameters,
  pairs: readonly Pair[],
): E.Either<ParameterFault, Record<string, unknown>> => {
  const entries = Object.entries(parameters);
  const request: Record<string, unknown> = {};
  const known = entries.map(([, { name }]) => name);
  const unknown = pairs.find(([name]) => !known.includes(name));
  if (unknown !== undefined) return E.left({ tag: 'Unknown', name: unknown[0], known });
  for (const [key, parameter] of entries) {
    const [value, second] = pairs.filter(([name]) => name === parameter.name);
    if (second !== undefined) return E.left({ tag: 'Repeated', name: parameter.name });
    if (value === undefined) {
      if (parameter.required) return E.left({ tag: 'Missing', name: parameter.name });
      continue;
    }
    const read = parameter.read(value[1]);
    if (E.isLeft(read)) return E.left({ tag: 'Invalid', name: parameter.name, reason: read.left });
    request[key] = read.right;
  }
  return E.right(request);
};

/** Declares a function of the API. */
export const endpoint = <P extends Parameters>({
  name,
  path,
  repeatable,
  roots,
  parameters,
}: Declaration<P>): Endpoint<Request<P>> => ({
  name,
  path,
  method: 'GET',
  repeatable,
  roots: [...roots, 'GENERIC_RETURN'],
  encode: (request) => {
    const values: Readonly<Record<string, unknown>> = { ...request };
    return Object.entries(parameters).flatMap(([key, parameter]): Pair[] => {
      const value = values[key];
      return value === undefined ? [] : [[parameter.name, parameter.write(value as never)]];
    });
  },
  decode: (pairs) => decodePairs(parameters, pairs) as E.Either<ParameterFault, Request<P>>,
});

/** The documents that may stand in the place of any other of API v2, also with HTTP status 200. */
const RETURNS = ['SIMPLE_RETURN', 'BATCH_RETURN', 'GENERIC_RETURN'];

/**
 * Declares an action of API v2: its resource ends in a slash, and `action` says what is done with it. What changes
 * nothing may be asked for with GET; anything else is posted.
 */
export const action = <P extends Parameters>({
  name,
  path,
  action: act,
  repeatable,
  roots,
  parameters,
}: ActionDeclaration<P>): Endpoint<Request<P>> => {
  const plain = endpoint({ name, path, repeatable, roots, parameters });
  return {
    ...plain,
    method: repeatable ? 'GET' : 'POST',
    action: act,
    secrets: Object.values(parameters).flatMap(({ name: each, secret }) => (secret === true ? [each] : [])),
    roots: [...roots, ...RETURNS.filter((root) => !roots.includes(root))],
    encode: (request) => [[ACTION, act], ...plain.encode(request)],
    decode: (pairs) => {
      const [given, second] = pairs.filter(([key]) => key === ACTION);
      if (given === undefined) return E.left({ tag: 'Missing', name: ACTION });
      if (second !== undefined) return E.left({ tag: 'Repeated', name: ACTION });
      if (given[1] !== act) return E.left({ tag: 'Invalid', name: ACTION, reason: `it is not ${act}` });
      return plain.decode(pairs.filter(([key]) => key !== ACTION));
    },
  };
};

/** The same function, posted. */
export const posted = <R>(declared: Endpoint<R>): Endpoint<R> => ({ ...declared, method: 'POST' });
