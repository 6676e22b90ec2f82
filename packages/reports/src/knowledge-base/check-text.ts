import { cveIdentifiers, type CheckItem } from '@openguard/model';
import type { TypeOf } from 'io-ts';
import { exploitsOf, malwareOf, noteBareSources } from '../correlation.js';
import type { Note } from '../finding-values.js';
import { present } from '../present.js';
import type {
  BugtraqReferenceList,
  Compliance,
  Correlation,
  CveReferenceList,
  VendorReferenceList,
} from '../scan/details.js';
import { virtualPatchesIn } from '../virtual-patches.js';

/** What any description of a check holds, in whichever document. */
interface Described {
  readonly vendorReferences?: TypeOf<typeof VendorReferenceList>;
  readonly cveReferences?: TypeOf<typeof CveReferenceList>;
  readonly bugtraqReferences?: TypeOf<typeof BugtraqReferenceList>;
  readonly compliance?: TypeOf<typeof Compliance>;
  readonly correlation?: TypeOf<typeof Correlation>;
  readonly solution?: string;
}

/** Real CVE identifiers of a reference list. */
export const cveOf = (list: Described['cveReferences']): readonly string[] => [
  ...new Set((list?.items ?? []).flatMap(({ id }) => cveIdentifiers(id ?? ''))),
];

/** References, standards, exploits, malware and virtual patches of a check as items tell them. */
export const describedOf = (
  { vendorReferences, cveReferences, bugtraqReferences, compliance, correlation, solution }: Described,
  note: Note,
): Pick<
  CheckItem,
  | 'cve'
  | 'vendorReferences'
  | 'cveReferences'
  | 'bugtraqReferences'
  | 'compliance'
  | 'exploits'
  | 'malware'
  | 'virtualPatches'
> => {
  noteBareSources(correlation, note);
  return {
    cve: cveOf(cveReferences),
    ...present({
      vendorReferences: vendorReferences?.items,
      cveReferences: cveReferences?.items,
      bugtraqReferences: bugtraqReferences?.items,
      compliance: compliance?.items,
      exploits: exploitsOf(correlation),
      malware: malwareOf(correlation),
      virtualPatches: virtualPatchesIn(solution),
    }),
  };
};
