import { child, element, many, one, optional, Text } from '@openguard/codec';
import { Refusal } from '../refusal.js';
import {
  BugtraqReferenceList,
  Compliance,
  Correlation,
  CveReferenceList,
  CvssBase,
  VendorReferenceList,
} from '../scan/details.js';

const flag = (name: string) => optional(child(name, Text));

/** The measures of CVSS that `show_cvss_submetrics` asks for. */
export const SUBMETRICS = {
  accessVector: flag('CVSS_ACCESS_VECTOR'),
  accessComplexity: flag('CVSS_ACCESS_COMPLEXITY'),
  authentication: flag('CVSS_AUTHENTICATION'),
  confidentiality: flag('CVSS_CONFIDENTIALITY_IMPACT'),
  integrity: flag('CVSS_INTEGRITY_IMPACT'),
  availability: flag('CVSS_AVAILABILITY_IMPACT'),
  exploitability: flag('CVSS_EXPLOITABILITY'),
  remediationLevel: flag('CVSS_REMEDIATION_LEVEL'),
  reportConfidence: flag('CVSS_REPORT_CONFIDENCE'),
};

/** VULN: one check of the knowledge base. */
export const KnownVuln = element('VULN', {
  id: child('QID', Text),
  type: optional(child('VULN_TYPE', Text)),
  severity: optional(child('SEVERITY_LEVEL', Text)),
  title: child('TITLE', Text),
  category: optional(child('CATEGORY', Text)),
  lastUpdate: optional(child('LAST_UPDATE', Text)),
  bugtraqReferences: optional(one(BugtraqReferenceList)),
  patchable: optional(child('PATCHABLE', Text)),
  vendorReferences: optional(one(VendorReferenceList)),
  cveReferences: optional(one(CveReferenceList)),
  diagnosis: optional(child('DIAGNOSIS', Text)),
  diagnosisComment: optional(child('DIAGNOSIS_COMMENT', Text)),
  consequence: optional(child('CONSEQUENCE', Text)),
  consequenceComment: optional(child('CONSEQUENCE_COMMENT', Text)),
  solution: optional(child('SOLUTION', Text)),
  solutionComment: optional(child('SOLUTION_COMMENT', Text)),
  compliance: optional(one(Compliance)),
  correlation: optional(one(Correlation)),
  cvssBase: optional(one(CvssBase)),
  cvssTemporal: optional(child('CVSS_TEMPORAL', Text)),
  ...SUBMETRICS,
  pciFlag: optional(child('PCI_FLAG', Text)),
});

/** VULNS: the knowledge base as knowledgebase_download.php tells it. */
export const KnowledgeBase = element('VULNS', {
  vulns: many(one(KnownVuln)),
  error: optional(one(Refusal)),
});
