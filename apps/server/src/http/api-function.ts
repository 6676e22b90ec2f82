import type { Account } from '@openguard/model';
import { parameterRefusal, type Endpoint, type Pair, type Refused } from '@openguard/protocol';
import { writeGenericReturn } from '@openguard/reports';

/** An answer: a whole document, or one that is written piece by piece. `abandon` is called when nobody reads on. */
export type Answer = string | { readonly pieces: AsyncIterable<string>; readonly abandon: () => void };

/** A function of the API by its path. */
export interface ApiFunction {
  readonly path: string;
  readonly answer: (account: Account, pairs: readonly Pair[]) => Promise<Answer>;
}

/** A function whose parameters its descriptor reads. */
export const declared = <R>(
  endpoint: Endpoint<R>,
  refuse: (refused: Refused, account: Account) => Answer,
  answer: (account: Account, request: R) => Promise<Answer>,
): ApiFunction => ({
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

/** A document of pieces after what stands before its root. */
export async function* headed(
  head: string,
  pieces: AsyncIterable<string>,
): AsyncGenerator<string, void, undefined> {
  yield head;
  yield* pieces;
}

/** An answer piece by piece that nothing depends on: whoever stops reading stops nothing else. */
export const unheld = (pieces: AsyncIterable<string>): Answer => ({ pieces, abandon: () => undefined });
