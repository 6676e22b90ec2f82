import { attribute, child, content, element, many, one, optional, Text } from '@openguard/codec';
import { IdSet } from '../response/id-set.js';
import { Request } from '../response/request.js';
import { Warning } from '../response/warning.js';
import { ExploitSource, MalwareSection, VendorReferenceList } from '../scan/details.js';

const reference = { id: optional(child('ID', Text)), url: optional(child('URL', Text)) };

const Cve = element('CVE', reference);
const Bugtraq = element('BUGTRAQ', reference);
const CveList = element('CVE_LIST', { items: many(one(Cve)) });
const BugtraqList = element('BUGTRAQ_LIST', { items: many(one(Bugtraq)) });

const Software = element('SOFTWARE', {
  product: optional(child('PRODUCT', Text)),
  vendor: optional(child('VENDOR', Text)),
});

const SoftwareList = element('SOFTWARE_LIST', { items: many(one(Software)) });

const ListedCompliance = element('COMPLIANCE', {
  type: optional(child('TYPE', Text)),
  section: optional(child('SECTION', Text)),
  description: optional(child('DESCRIPTION', Text)),
});

const ComplianceList = element('COMPLIANCE_LIST', { items: many(one(ListedCompliance)) });

const Exploits = element('EXPLOITS', { sources: many(one(ExploitSource)) });

const ListedCorrelation = element('CORRELATION', {
  exploitability: optional(one(Exploits)),
  malware: optional(one(MalwareSection)),
});

const ListedCvssBase = element('BASE', {
  source: optional(attribute('source', Text)),
  text: content(Text),
});

/** CVSS; its measures that stand deeper are noted. */
const ListedCvss = element('CVSS', {
  base: optional(one(ListedCvssBase)),
  temporal: optional(child('TEMPORAL', Text)),
});

const AuthTypes = element('AUTH_TYPE_LIST', { types: many(child('AUTH_TYPE', Text)) });

const Discovery = element('DISCOVERY', {
  remote: optional(child('REMOTE', Text)),
  authentication: optional(one(AuthTypes)),
  additional: optional(child('ADDITIONAL_INFO', Text)),
});

/** VULN of API v2, which came after 6.18. */
export const ListedVuln = element('VULN', {
  id: child('QID', Text),
  type: optional(child('VULN_TYPE', Text)),
  severity: optional(child('SEVERITY_LEVEL', Text)),
  title: optional(child('TITLE', Text)),
  category: optional(child('CATEGORY', Text)),
  lastUpdate: optional(child('LAST_SERVICE_MODIFICATION_DATETIME', Text)),
  published: optional(child('PUBLISHED_DATETIME', Text)),
  bugtraq: optional(one(BugtraqList)),
  patchable: optional(child('PATCHABLE', Text)),
  software: optional(one(SoftwareList)),
  vendorReferences: optional(one(VendorReferenceList)),
  cve: optional(one(CveList)),
  diagnosis: optional(child('DIAGNOSIS', Text)),
  diagnosisComment: optional(child('DIAGNOSIS_COMMENT', Text)),
  consequence: optional(child('CONSEQUENCE', Text)),
  consequenceComment: optional(child('CONSEQUENCE_COMMENT', Text)),
  solution: optional(child('SOLUTION', Text)),
  solutionComment: optional(child('SOLUTION_COMMENT', Text)),
  compliance: optional(one(ComplianceList)),
  correlation: optional(one(ListedCorrelation)),
  cvss: optional(one(ListedCvss)),
  pciFlag: optional(child('PCI_FLAG', Text)),
  discovery: optional(one(Discovery)),
});

const VulnList = element('VULN_LIST', { vulns: many(one(ListedVuln)) });

const KnowledgeBaseResponse = element('RESPONSE', {
  datetime: optional(child('DATETIME', Text)),
  vulns: many(one(VulnList)),
  ids: optional(one(IdSet)),
  warning: optional(one(Warning)),
});

/** KNOWLEDGE_BASE_VULN_LIST_OUTPUT: the knowledge base of API v2, which came after 6.18. */
export const KnowledgeBaseOutput = element('KNOWLEDGE_BASE_VULN_LIST_OUTPUT', {
  request: optional(one(Request)),
  response: one(KnowledgeBaseResponse),
});
