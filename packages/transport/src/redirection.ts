import { OpenGuardError } from '@openguard/errors';
import { printable } from './printable.js';

const MOVED: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

const originOf = (url: URL): string => (url.origin === 'null' ? url.protocol : url.origin);

/**
 * Where a reply sends a request next, when that is on the same origin; user information in it is dropped.
 *
 * @returns nothing when the reply is no redirection, or points to no address at all
 * @throws OpenGuardError `OG_TRANSPORT_REDIRECT` when it points to another origin
 */
export const redirectionOf = (from: URL, status: number, location: string | undefined): URL | undefined => {
  if (!MOVED.has(status) || location === undefined || !URL.canParse(location, from.href)) return undefined;
  const target = new URL(location, from);
  if (target.origin !== from.origin) {
    const other = printable(originOf(target));
    throw new OpenGuardError(
      'OG_TRANSPORT_REDIRECT',
      `${from.origin} redirects to another origin, ${other}, which was not asked and did not get the password; if you trust it, give it as the server`,
    );
  }
  target.username = '';
  target.password = '';
  target.hash = '';
  return target;
};
