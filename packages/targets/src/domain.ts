import * as E from 'fp-ts/lib/Either.js';

/** Why a text is no domain. */
export type DomainReason =
  | 'not-ascii'
  | 'trailing-dot'
  | 'empty-label'
  | 'label-length'
  | 'underscore'
  | 'characters'
  | 'hyphen'
  | 'one-label'
  | 'numeric';

/** Longest label of a domain name (RFC 1035, section 2.3.4). */
const LABEL_LIMIT = 63;

const DOMAIN =
  /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+(?![0-9]+$)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/i;

const labelReason = (label: string): DomainReason | undefined => {
  if (label === '') return 'empty-label';
  if (label.length > LABEL_LIMIT) return 'label-length';
  if (/[^a-z0-9-]/i.test(label)) return label.includes('_') ? 'underscore' : 'characters';
  return label.startsWith('-') || label.endsWith('-') ? 'hyphen' : undefined;
};

/** Why a text that is no domain is none. */
const reasonOf = (text: string): DomainReason => {
  if (/[^\x00-\x7f]/.test(text)) return 'not-ascii';
  if (text.endsWith('.')) return 'trailing-dot';
  const labels = text.split('.');
  for (const label of labels) {
    const reason = labelReason(label);
    if (reason !== undefined) return reason;
  }
  return labels.length === 1 ? 'one-label' : 'numeric';
};

/**
 * Reads a domain name: at least two labels of letters, digits and inner hyphens. Gives it in lower case: domain
 * names that differ in case alone are the same.
 *
 * Refuses what would be another name for the same domain or none at all: a trailing dot, underscores, letters
 * beyond ASCII (their `xn--` form is read), a single label, an address. It does not ask whether the domain
 * exists. The caller bounds the length.
 */
export const parseDomain = (text: string): E.Either<DomainReason, string> =>
  DOMAIN.test(text) ? E.right(text.toLowerCase()) : E.left(reasonOf(text));
