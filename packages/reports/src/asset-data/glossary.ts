import type { CheckItem, FindingItem } from '@openguard/model';

/** What of a check a finding is told with. */
export type CheckSummary = Pick<
  CheckItem,
  'title' | 'severity' | 'category' | 'cve' | 'pciFlag' | 'virtualPatches' | 'cvssBase' | 'cvssTemporal'
>;

/** The checks of a report by their numbers: what stands at its end, for whoever reads its findings. */
export type Glossary = ReadonlyMap<string, CheckSummary>;

/** The little of a check that is kept for each of its findings. */
export const summaryOf = (check: CheckItem): CheckSummary => {
  const { title, severity, category, cve, pciFlag, virtualPatches, cvssBase, cvssTemporal } = check;
  return {
    title,
    cve,
    ...(severity === undefined ? {} : { severity }),
    ...(category === undefined ? {} : { category }),
    ...(pciFlag === undefined ? {} : { pciFlag }),
    ...(virtualPatches === undefined ? {} : { virtualPatches }),
    ...(cvssBase === undefined ? {} : { cvssBase }),
    ...(cvssTemporal === undefined ? {} : { cvssTemporal }),
  };
};

/** What is told of a check that stands twice: the words of the more severe, and that it matters if one says so. */
export const worseOf = (first: CheckSummary, second: CheckSummary): CheckSummary => {
  const isWorse = (second.severity ?? 0) > (first.severity ?? 0);
  const [worse, other] = isWorse ? [second, first] : [first, second];
  const pciFlag = worse.pciFlag === '1' || other.pciFlag !== '1' ? worse.pciFlag : other.pciFlag;
  return {
    ...worse,
    cve: [...new Set([...worse.cve, ...other.cve])],
    ...(pciFlag === undefined ? {} : { pciFlag }),
  };
};

/** A finding of a list that tells no checks, with what a knowledge base says of its own: the list's severity stands. */
export const explained = (finding: FindingItem, check: CheckSummary): FindingItem => ({
  ...joined(finding, check),
  ...(finding.severity === undefined ? {} : { severity: finding.severity }),
});

/** A finding with what the glossary says of its check. */
export const joined = (finding: FindingItem, check: CheckSummary): FindingItem => ({
  ...finding,
  ...check,
  cve: [...new Set([...finding.cve, ...check.cve])],
  category: check.category ?? finding.category,
});
