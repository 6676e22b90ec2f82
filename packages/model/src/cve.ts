const NONE: readonly string[] = [];

const identifiersIn = (text: string): readonly string[] => [
  ...new Set(
    [...text.toUpperCase().matchAll(/(?<![A-Z0-9-])(?:CVE|CAN)-(\d{4}-\d{4,19})(?!\d)/g)].map(
      ([, number = '']) => `CVE-${number}`,
    ),
  ),
];

/**
 * The CVE identifiers in the text of a `cveid` attribute: a comma list in later documents; `CAN-` candidates
 * of 2001 under their CVE name; markers such as `GENERIC-MAP-NOMATCH` are no identifiers.
 */
export const cveIdentifiers = (text: string): readonly string[] => (text === '' ? NONE : identifiersIn(text));
