import type * as t from 'io-ts';

/** What of an element did not decode: where, such as `VULN/TITLE`, and what was expected there. */
export interface Mismatch {
  readonly path: string;
  readonly expected: string;
  readonly missing: boolean;
}

/** The first of a decoder's errors, without the values: they may be large or hostile. */
export const firstMismatch = (errors: t.Errors): Mismatch => {
  const context = errors[0]?.context ?? [];
  const last = context.at(-1);
  return {
    path: context.map(({ key, type }) => (key === '' ? type.name : key)).join('/'),
    expected: last?.type.name ?? 'something else',
    missing: last?.actual === undefined,
  };
};
