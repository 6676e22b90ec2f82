import { cveReference, pciOf, referencesOf, scoreOf, type CheckEntry } from '@openguard/knowledgebase';
import type { Reference } from '@openguard/model';

const VULNERABILITY = /^CVE-/;

/**
 * References of a check as documents tell them: those to CVE names apart from those to vendors and standards. A finding
 * of a published vulnerability has that one besides.
 */
export const referenceLists = (entry: CheckEntry, vulnerability?: string) => {
  const isCve = ({ id = '' }: Reference): boolean => VULNERABILITY.test(id);
  const own: readonly Reference[] = vulnerability === undefined ? [] : [cveReference(vulnerability)];
  const all = [...own, ...referencesOf(entry)];
  const [cve, others] = [all.filter(isCve), all.filter((reference) => !isCve(reference))];
  return {
    ...(others.length === 0 ? {} : { vendorReferences: { items: others } }),
    ...(cve.length === 0 ? {} : { cveReferences: { items: cve } }),
  };
};

/** `1` for a check whose confirmed finding fails a scan by the rules of PCI DSS. */
export const pciFlagOf = (entry: CheckEntry): string => (pciOf(entry).fails ? '1' : '0');

/** The CVSS base score that grades a check, if one does. */
export const baseScoreOf = ({ rule }: CheckEntry): { readonly text: string } | undefined => {
  const score = scoreOf(rule);
  return score === undefined ? undefined : { text: score.toFixed(1) };
};
