import type { Account } from '@openguard/model';
import { parameterRefusal, type Endpoint, type Pair, type Refused } from '@openguard/protocol';
import { writeGenericReturn } from '@openguard/reports';

/** A document that is written piece by piece. */
export type Pieces = AsyncIterable<string | Uint8Array>;

/** A document that is there only after a while: the connection is held until then. */
export interface HeldAnswer {
  /** What is told at once; comments may follow it. */
  readonly head: string;
  /** The jobs that it is about, for whoever is cut off. */
  readonly references: readonly string[];
  /** How far they are, 0 to 1. */
  readonly progress: () => number;
  /** How many seconds they still take, where that can be foretold. */
  readonly secondsLeft?: () => number | undefined;
  /** The rest of the document, when it is there. */
  readonly rest: Promise<Pieces>;
  /** Called once: the client has all of it, or it is gone before that. */
  readonly left: (complete: boolean) => void;
}

/** A document that says that the server takes nothing on for now. */
interface Unavailable {
  readonly text: string;
  readonly retryAfterSeconds: number;
}

/** An answer: a whole document, one in pieces, or one that is yet to come. */
export type Answer = string | Unavailable | { readonly pieces: Pieces } | HeldAnswer;

/** A function of the API by its path. */
export interface ApiFunction {
  readonly name: string;
  readonly path: string;
  readonly answer: (account: Account, pairs: readonly Pair[]) => Promise<Answer>;
}

/** A function whose parameters its descriptor reads. */
export const declared = <R>(
  endpoint: Endpoint<R>,
  refuse: (refused: Refused, account: Account) => Answer,
  answer: (account: Account, request: R) => Promise<Answer>,
): ApiFunction => ({
  name: endpoint.name,
  path: endpoint.path,
  answer: async (account, pairs) => {
    const request = endpoint.decode(pairs);
    return request._tag === 'Left'
      ? refuse(parameterRefusal(request.left), account)
      : answer(account, request.right);
  },
});

/** How functions whose only document is GENERIC_RETURN say what they came to. */
export const outcomeOf = ({ path }: Pick<ApiFunction, 'path'>, clock: () => number) => {
  const api = path.slice(path.lastIndexOf('/') + 1);
  const said = (account: Account, outcome: { status: 'SUCCESS' | 'FAILED'; number?: number; text: string }) =>
    writeGenericReturn({ api, username: account.name, at: clock(), ...outcome });
  return {
    failed: ({ number, text }: Refused, account: Account): string =>
      said(account, { status: 'FAILED', number, text }),
    done: (text: string, account: Account): string => said(account, { status: 'SUCCESS', text }),
  };
};

/** A document in one piece. */
export async function* once(text: string): AsyncGenerator<string, void, undefined> {
  yield await Promise.resolve(text);
}

/** A document of pieces after what stands before its root. */
export async function* headed(
  head: string,
  pieces: Pieces,
): AsyncGenerator<string | Uint8Array, void, undefined> {
  yield head;
  yield* pieces;
}
