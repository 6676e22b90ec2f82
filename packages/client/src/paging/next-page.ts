import { OpenGuardError } from '@openguard/errors';
import type { Pair } from '@openguard/protocol';

const ID_MIN = 'id_min';

/** What is said of who asks: never copied from an address. */
const CREDENTIALS: ReadonlySet<string> = new Set(['username', 'password', 'action']);

/** The same parameters with one set. */
export const withPair = (pairs: readonly Pair[], name: string, value: string): readonly Pair[] => [
  ...pairs.filter(([key]) => key !== name),
  [name, value],
];

const parametersOf = (url: string): URLSearchParams => {
  const start = url.indexOf('?');
  return new URLSearchParams(start === -1 ? '' : url.slice(start + 1).replace(/#.*$/s, ''));
};

const cannotGoOn = (name: string, why: string): OpenGuardError =>
  new OpenGuardError(
    'OG_DOCUMENT_INVALID',
    `${name}: the service says that its list is cut, and ${why}, so that the rest cannot be had`,
  );

/**
 * The parameters of the page that a service names by an address: copied to our own server, whatever host it names.
 * Without an address, or one that does not say where to go on, the page after the last entry.
 *
 * @param from where the page that was cut began
 * @throws OpenGuardError `OG_DOCUMENT_INVALID` when the next page would not begin behind this one
 */
export const nextPage = (
  name: string,
  pairs: readonly Pair[],
  url: string | undefined,
  from: number,
  last: number | undefined,
): { readonly pairs: readonly Pair[]; readonly from: number } => {
  let next = pairs;
  let told: string | undefined;
  for (const [key, value] of parametersOf(url?.trim() ?? '')) {
    if (key === ID_MIN) told = value;
    else if (!CREDENTIALS.has(key)) next = withPair(next, key, value);
  }
  const at = told !== undefined && /^[0-9]{1,15}$/.test(told) ? Number(told) : undefined;
  const begin = at ?? (last === undefined ? undefined : last + 1);
  if (begin === undefined) throw cannotGoOn(name, 'does not say where it goes on');
  const behind = Math.max(from, last ?? from);
  if (begin <= behind) throw cannotGoOn(name, `would have it go on at ${begin}, not behind ${behind}`);
  return { pairs: withPair(next, ID_MIN, String(begin)), from: begin };
};
