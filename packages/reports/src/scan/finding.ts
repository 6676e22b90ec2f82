import {
  attribute,
  child,
  content,
  element,
  many,
  one,
  optional,
  Text,
  type Meaning,
} from '@openguard/codec';
import {
  BugtraqReferenceList,
  Compliance,
  Correlation,
  CveReferenceList,
  CvssBase,
  VendorReferenceList,
} from './details.js';
import { SeverityFromText } from './severity-from-text.js';

/** RESULT: what the check saw; `@format` is `table` where it is one. */
export const Result = element('RESULT', {
  format: optional(attribute('format', Text)),
  text: content(Text),
});

const identity = {
  value: optional(attribute('value', Text)),
  number: optional(attribute('number', Text)),
};

const children = {
  standardSeverity: optional(attribute('standard-severity', Text)),
  title: child('TITLE', Text),
  lastUpdate: optional(child('LAST_UPDATE', Text)),
  cvssBase: optional(one(CvssBase)),
  cvssTemporal: optional(child('CVSS_TEMPORAL', Text)),
  cvss3Base: optional(child('CVSS3_BASE', Text)),
  cvss3Temporal: optional(child('CVSS3_TEMPORAL', Text)),
  pciFlag: optional(child('PCI_FLAG', Text)),
  vendorReferences: optional(one(VendorReferenceList)),
  cveReferences: optional(one(CveReferenceList)),
  bugtraqReferences: optional(one(BugtraqReferenceList)),
  diagnosis: optional(child('DIAGNOSIS', Text)),
  consequence: optional(child('CONSEQUENCE', Text)),
  solution: optional(child('SOLUTION', Text)),
  compliance: optional(one(Compliance)),
  correlation: optional(one(Correlation)),
  result: optional(one(Result)),
};

// Whoever adds up severities must be able to rely on them; elsewhere a strange one is only noted.
const weaknessFields = {
  ...identity,
  severity: attribute('severity', SeverityFromText),
  esoid: optional(attribute('esoid', Text)),
  cveid: optional(attribute('cveid', Text)),
  ...children,
};

const factFields = {
  ...identity,
  severity: optional(attribute('severity', Text)),
  cveid: optional(attribute('cveid', Text)),
  ...children,
};

export const Vuln = element('VULN', weaknessFields);
export const Practice = element('PRACTICE', weaknessFields);
export const Service = element('SERVICE', factFields);
export const Info = element('INFO', factFields);

/** What any of the four finding elements means. */
export type FindingElement = Meaning<typeof weaknessFields> | Meaning<typeof factFields>;

/** Attributes of CAT: what the findings in it have in common (Appendix B; `@protocol` since 2010). */
export const categoryAttributes = {
  value: attribute('value', Text),
  fqdn: optional(attribute('fqdn', Text)),
  port: optional(attribute('port', Text)),
  protocol: optional(attribute('protocol', Text)),
  misc: optional(attribute('misc', Text)),
};

export const Category = element('CAT', {
  ...categoryAttributes,
  infos: many(one(Info)),
  services: many(one(Service)),
  vulns: many(one(Vuln)),
  practices: many(one(Practice)),
});
