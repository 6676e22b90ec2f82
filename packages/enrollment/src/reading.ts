import { parseDomain, parseTargetList, TARGET_LIST_LIMIT, type TargetList } from '@openguard/targets';
import * as E from 'fp-ts/lib/Either.js';
import type { FieldFault } from './fault.js';

/**
 * What a value may be, as data. `choice`: one of the values, to the letter. The rest: at most `maxLength`
 * characters, counted as a browser's `maxlength` counts them (UTF-16 code units), of free text, an e-mail
 * address, a domain, or a target list.
 */
export type Rule =
  | { readonly kind: 'choice'; readonly values: readonly string[] }
  | { readonly kind: 'text' | 'email' | 'domain' | 'targets'; readonly maxLength: number };

/** A rule, and the function that reads by it. */
export interface Reading<A> {
  readonly rule: Rule;
  readonly read: (text: string) => E.Either<FieldFault, A>;
}

type BoundedKind = Exclude<Rule['kind'], 'choice'>;

/** The bound comes first: what follows never sees a text that is longer. */
const bounded = <A>(
  kind: BoundedKind,
  maxLength: number,
  read: (text: string) => E.Either<FieldFault, A>,
): Reading<A> => ({
  rule: { kind, maxLength },
  read: (text) =>
    text.length > maxLength ? E.left({ tag: 'TooLong', length: text.length, limit: maxLength }) : read(text),
});

/** Control characters, line ends, and what stands for bytes or halves that were no character. */
const FORBIDDEN = /[\p{Cc}\p{Cs}\u2028\u2029\ufffd-\uffff]/u;

const withoutControls = (text: string): E.Either<FieldFault, string> => {
  const found = FORBIDDEN.exec(text);
  if (found === null) return E.right(text);
  return E.left({ tag: 'Character', code: found[0].codePointAt(0) ?? 0, position: found.index + 1 });
};

/** Any text of one line. */
export const freeText = (maxLength: number): Reading<string> => bounded('text', maxLength, withoutControls);

/** Local part and domain; neither quotes nor comments, which mail systems hardly know. */
const LOCAL = /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/i;

/** Longest part before the `@` (RFC 5321, section 4.5.3.1.1). */
const LOCAL_LIMIT = 64;

/** An e-mail address such as `ann@example.org`. */
export const email = (maxLength: number): Reading<string> =>
  bounded('email', maxLength, (text): E.Either<FieldFault, string> => {
    const at = text.indexOf('@');
    if (at === -1 || text.includes('@', at + 1)) return E.left({ tag: 'Email', text, reason: 'at' });
    const local = text.slice(0, at);
    if (local.length > LOCAL_LIMIT || !LOCAL.test(local)) {
      return E.left({ tag: 'Email', text, reason: 'local' });
    }
    const domain = parseDomain(text.slice(at + 1));
    return E.isLeft(domain) ? E.left({ tag: 'EmailDomain', text, reason: domain.left }) : E.right(text);
  });

/** A domain such as `example.org`, in lower case. */
export const domain = (maxLength: number): Reading<string> =>
  bounded('domain', maxLength, (text): E.Either<FieldFault, string> => {
    const parsed = parseDomain(text);
    return E.isLeft(parsed) ? E.left({ tag: 'Domain', text, reason: parsed.left }) : parsed;
  });

/** A target list such as `1.2.3.4-1.2.3.9,1.2.3.20`. */
export const targets: Reading<TargetList> = bounded(
  'targets',
  TARGET_LIST_LIMIT,
  (text): E.Either<FieldFault, TargetList> => {
    const line = withoutControls(text);
    if (E.isLeft(line)) return line;
    const parsed = parseTargetList(text);
    return E.isLeft(parsed) ? E.left({ tag: 'Targets', fault: parsed.left }) : parsed;
  },
);

/** One of some values, to the letter. */
export const choice = <V extends string>(values: readonly V[]): Reading<V> => {
  const listed = new Map<string, V>(values.map((value) => [value, value]));
  const longest = Math.max(...values.map(({ length }) => length));
  return {
    rule: { kind: 'choice', values },
    read: (text): E.Either<FieldFault, V> => {
      const value = text.length > longest ? undefined : listed.get(text);
      return value === undefined ? E.left({ tag: 'NotListed', text, values }) : E.right(value);
    },
  };
};

const YES_NO = choice(['yes', 'no']);

/** `yes` or `no`. */
export const flag: Reading<boolean> = {
  rule: YES_NO.rule,
  read: (text) => E.map((value) => value === 'yes')(YES_NO.read(text)),
};
