import type { CheckEntry } from './check-entry.js';
import { CHECKS, entryOf } from './catalogue.js';

const byNumber: ReadonlyMap<string, string> = new Map(CHECKS.map(({ number, id }) => [String(number), id]));

/** The check of findings by version: each carries the name of its vulnerability. */
const KNOWN_VULNERABILITY = 'known_vulnerability';

const CVE_NAME = /^CVE-[0-9]{4}-[0-9]{4,}$/;

/**
 * The text id of a finding's check, for documents of 2010 and later, which name checks by number: `7000001` and on are
 * ours. An id that is none of our numbers is given back as it stands.
 *
 * Findings of one published vulnerability each share one number; their text ids end with the CVE name, which such a
 * document has besides: as INSTANCE where the check stands for many.
 */
export const textIdOf = ({
  id,
  cve,
  instance,
}: {
  readonly id: string;
  readonly cve: readonly string[];
  readonly instance?: string;
}): string => {
  const text = byNumber.get(id.trim());
  if (text === undefined) return id;
  const [first] = cve;
  const name = instance !== undefined && CVE_NAME.test(instance) ? instance : first;
  return text === KNOWN_VULNERABILITY && name !== undefined ? `${text}:${name}` : text;
};

/**
 * By what names people call the check of a finding: as its document does, by the text id, and by our own number. Findings
 * of published vulnerabilities share one number.
 */
export const namesOfCheck = (finding: Parameters<typeof textIdOf>[0]): readonly string[] => {
  const text = textIdOf(finding).trim();
  const number = numberOfCheck(text);
  return [...new Set([finding.id.trim(), text, ...(number === undefined ? [] : [String(number)])])];
};

/**
 * The kind of a finding: that of its check for a number of ours that a document calls information, as lists of detections
 * call services, too. Any other is of the kind that the document says.
 */
export const sectionOf = <S extends string>({
  id,
  section,
}: {
  readonly id: string;
  readonly section: S;
}): S | 'service' => {
  const text = section === 'info' ? byNumber.get(id.trim()) : undefined;
  return text !== undefined && entryOf(text)?.kind === 'service' ? 'service' : section;
};

const split = (id: string): { readonly check: string; readonly vulnerability?: string } => {
  const prefix = `${KNOWN_VULNERABILITY}:`;
  return id.startsWith(prefix)
    ? { check: KNOWN_VULNERABILITY, vulnerability: id.slice(prefix.length) }
    : { check: id };
};

/** The entry of the check that a finding comes from; `undefined` for one that the catalogue does not hold. */
export const entryOfFinding = (id: string): CheckEntry | undefined => entryOf(split(id).check);

/**
 * The number of a finding's check, for documents that name checks by number; that of a check of somebody else is its
 * id, where that is a number. `undefined` when it has none.
 */
export const numberOfCheck = (id: string): number | undefined =>
  entryOfFinding(id)?.number ?? (/^[1-9][0-9]{0,14}$/.test(id) ? Number(id) : undefined);

/** The published vulnerability that a finding of that check is about, which its number does not say. */
export const vulnerabilityOfCheck = (id: string): string | undefined => split(id).vulnerability;
