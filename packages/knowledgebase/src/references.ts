import type { Reference } from '@openguard/model';
import type { CheckEntry } from './check-entry.js';

/** Where to read on about a CVE identifier. */
export const cveReference = (cve: string): Reference => ({
  id: cve,
  url: `https://nvd.nist.gov/vuln/detail/${cve}`,
});

/** Where to read on about a check: vendors and standards first, then its CVE identifiers. */
export const referencesOf = ({ references, cve }: CheckEntry): readonly Reference[] => [
  ...references,
  ...cve.map(cveReference),
];
