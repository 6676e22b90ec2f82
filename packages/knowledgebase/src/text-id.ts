import { CHECKS } from './catalogue.js';

const byNumber: ReadonlyMap<string, string> = new Map(CHECKS.map(({ number, id }) => [String(number), id]));

/** The check of findings by version: each carries the name of its vulnerability. */
const KNOWN_VULNERABILITY = 'known_vulnerability';

/**
 * The text id of a finding's check, for documents of 2010 and later, which name checks by number: `7000001` and on are
 * ours. An id that is none of our numbers is given back as it stands.
 *
 * Findings of one published vulnerability each share one number; their text ids end with the CVE name, which such a
 * document has besides.
 */
export const textIdOf = ({ id, cve }: { readonly id: string; readonly cve: readonly string[] }): string => {
  const text = byNumber.get(id.trim());
  if (text === undefined) return id;
  const [name] = cve;
  return text === KNOWN_VULNERABILITY && name !== undefined ? `${text}:${name}` : text;
};
