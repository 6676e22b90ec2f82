import {
  cveIdentifiers,
  Severity,
  type FindingDetails,
  type FindingItem,
  type Section,
} from '@openguard/model';
import type { Meaning } from '@openguard/codec';
import { integerOf } from '../assembler.js';
import { exploitsOf, malwareOf, noteBareSources } from '../correlation.js';
import { present } from '../present.js';
import { portOf } from '../values/forms.js';
import { CATEGORY_MISC } from '../values/scan-values.js';
import { isOutside } from '../values/values.js';
import { virtualPatchesIn } from '../virtual-patches.js';
import type { categoryAttributes, FindingElement } from './finding.js';
import { noteUnlisted } from './unlisted-values.js';

/** The CAT that a finding stands in, read. */
export interface CategoryContext {
  readonly category: string;
  readonly port?: number;
  readonly unreadPort?: string;
  readonly protocol?: string;
  readonly fqdn?: string;
  readonly ssl?: boolean;
  readonly misc?: string;
}

/** The attributes of a CAT as they stand. */
export type CategoryElement = Meaning<typeof categoryAttributes>;

const OVER_SSL = 'over ssl';

/** Reads the attributes of CAT; what is no number of a port is noted, as is `@misc` of an unknown kind. */
export const categoryContext = (
  { value, fqdn, port, protocol, misc }: CategoryElement,
  note: (name: string, text: string) => void,
): CategoryContext => {
  const numeric = port === undefined ? undefined : portOf(port);
  if (port !== undefined && numeric === undefined) note('@port', port);
  if (misc !== undefined && isOutside(CATEGORY_MISC, misc)) note('@misc', misc);
  return {
    category: value,
    ...present({
      port: numeric,
      unreadPort: numeric === undefined && port?.trim() !== '' ? port?.trim() : undefined,
      protocol,
      fqdn,
      ssl: misc === OVER_SSL ? true : undefined,
      misc: misc === OVER_SSL ? undefined : misc,
    }),
  };
};

const detailsOf = (element: FindingElement): FindingDetails =>
  present({
    standardSeverity: element.standardSeverity,
    lastUpdate: element.lastUpdate,
    cvssBase: element.cvssBase?.text,
    cvssBaseSource: element.cvssBase?.source,
    cvssTemporal: element.cvssTemporal,
    cvss3Base: element.cvss3Base,
    cvss3Temporal: element.cvss3Temporal,
    pciFlag: element.pciFlag,
    vendorReferences: element.vendorReferences?.items,
    cveReferences: element.cveReferences?.items,
    bugtraqReferences: element.bugtraqReferences?.items,
    compliance: element.compliance?.items,
    exploits: exploitsOf(element.correlation),
    malware: malwareOf(element.correlation),
  });

const cveOf = ({ cveReferences }: FindingElement, identifiers: readonly string[]): readonly string[] =>
  cveReferences === undefined
    ? identifiers
    : [...new Set([...identifiers, ...cveReferences.items.flatMap(({ id }) => cveIdentifiers(id ?? ''))])];

const severityOf = (severity: string | Severity | undefined): Severity | undefined => {
  const value = typeof severity === 'string' ? integerOf(severity) : severity;
  return Severity.is(value) ? value : undefined;
};

/** A finding element as an item; `undefined` when it has neither `@value` nor `@number`. */
export const findingItem = (
  element: FindingElement,
  section: Section,
  ip: string,
  category: CategoryContext,
  note: (name: string, text: string) => void,
): Omit<FindingItem, 'notices'> | undefined => {
  const id = element.value ?? element.number;
  if (id === undefined) return undefined;
  if (element.value !== undefined && element.number !== undefined) note('@number', element.number);
  const severity = severityOf(element.severity);
  if (severity === undefined && element.severity !== undefined) note('@severity', String(element.severity));
  noteBareSources(element.correlation, note);
  noteUnlisted(element, section, category.category, note);
  const identifiers = [...new Set(cveIdentifiers(element.cveid ?? ''))];
  const cve = cveOf(element, identifiers);
  const cveid = identifiers.join(',') === (element.cveid ?? '') ? undefined : element.cveid;
  return {
    kind: 'finding',
    section,
    ip,
    id,
    ...present({ severity }),
    title: element.title,
    cve,
    ...category,
    ...present({
      cveid,
      esoid: 'esoid' in element ? element.esoid : undefined,
      diagnosis: element.diagnosis,
      consequence: element.consequence,
      solution: element.solution,
      result: element.result?.text,
      resultFormat: element.result?.format,
      virtualPatches: virtualPatchesIn(element.solution),
    }),
    ...detailsOf(element),
  };
};
