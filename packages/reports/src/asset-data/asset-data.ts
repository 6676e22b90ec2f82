import { attribute, child, content, element, many, one, optional, Text } from '@openguard/codec';
import { Refusal } from '../refusal.js';
import { Range } from '../header/header.js';
import {
  BugtraqReferenceList,
  Compliance,
  Correlation,
  CveReferenceList,
  CvssBase,
  VendorReferenceList,
} from '../scan/details.js';
import { Result } from '../scan/finding.js';
import { AssetHeader, GroupTitles } from './header.js';

/** QID: the number of a check; `@id` refers to the glossary. */
const CheckNumber = element('QID', { ref: optional(attribute('id', Text)), text: content(Text) });

/** VULN_INFO: one finding; what it is stands in the glossary. */
export const VulnInfo = element('VULN_INFO', {
  qid: one(CheckNumber),
  type: child('TYPE', Text),
  port: optional(child('PORT', Text)),
  service: optional(child('SERVICE', Text)),
  fqdn: optional(child('FQDN', Text)),
  protocol: optional(child('PROTOCOL', Text)),
  ssl: optional(child('SSL', Text)),
  instance: optional(child('INSTANCE', Text)),
  result: optional(one(Result)),
  firstFound: optional(child('FIRST_FOUND', Text)),
  lastFound: optional(child('LAST_FOUND', Text)),
  timesFound: optional(child('TIMES_FOUND', Text)),
  status: optional(child('VULN_STATUS', Text)),
  cvssFinal: optional(child('CVSS_FINAL', Text)),
  ticketNumber: optional(child('TICKET_NUMBER', Text)),
  ticketState: optional(child('TICKET_STATE', Text)),
});

const VulnInfos = element('VULN_INFO_LIST', { findings: many(one(VulnInfo)) });

const hostFacts = {
  ip: child('IP', Text),
  trackingMethod: optional(child('TRACKING_METHOD', Text)),
  hostId: optional(child('HOST_ID', Text)),
  dns: optional(child('DNS', Text)),
  netbios: optional(child('NETBIOS', Text)),
  qgHostId: optional(child('QG_HOSTID', Text)),
  os: optional(child('OPERATING_SYSTEM', Text)),
  osCpe: optional(child('OS_CPE', Text)),
  lastScan: optional(child('LAST_SCAN_DATE', Text)),
  groups: optional(one(GroupTitles)),
};

export const AssetHostFacts = element('HOST', hostFacts);

/** HOST: one host of an asset report. */
export const AssetHost = element('HOST', { ...hostFacts, findings: optional(one(VulnInfos)) });

const AssetHosts = element('HOST_LIST', { hosts: many(one(AssetHost)) });

/** CVSS_SCORE of a check. */
export const CvssScore = element('CVSS_SCORE', {
  base: optional(one(CvssBase)),
  temporal: optional(child('CVSS_TEMPORAL', Text)),
});

/** VULN_DETAILS: what a check is. PCI_FLAG came with release 6.18: absent, `0` and `1` are three things. */
export const VulnDetails = element('VULN_DETAILS', {
  ref: optional(attribute('id', Text)),
  qid: one(CheckNumber),
  title: child('TITLE', Text),
  severity: optional(child('SEVERITY', Text)),
  category: optional(child('CATEGORY', Text)),
  diagnosis: optional(child('THREAT', Text)),
  diagnosisComment: optional(child('THREAT_COMMENT', Text)),
  consequence: optional(child('IMPACT', Text)),
  consequenceComment: optional(child('IMPACT_COMMENT', Text)),
  solution: optional(child('SOLUTION', Text)),
  solutionComment: optional(child('SOLUTION_COMMENT', Text)),
  compliance: optional(one(Compliance)),
  correlation: optional(one(Correlation)),
  pciFlag: optional(child('PCI_FLAG', Text)),
  lastUpdate: optional(child('LAST_UPDATE', Text)),
  cvss: optional(one(CvssScore)),
  vendorReferences: optional(one(VendorReferenceList)),
  cveReferences: optional(one(CveReferenceList)),
  bugtraqReferences: optional(one(BugtraqReferenceList)),
});

const VulnDetailsList = element('VULN_DETAILS_LIST', { details: many(one(VulnDetails)) });

export const AssetGlossary = element('GLOSSARY', { list: optional(one(VulnDetailsList)) });

export const HostRisk = element('HOSTS', {
  ip: child('IP_ADDRESS', Text),
  vulnerabilities: optional(child('TOTAL_VULNERABILITIES', Text)),
  risk: optional(child('SECURITY_RISK', Text)),
});

const HostRisks = element('RISK_SCORE_PER_HOST', { hosts: many(one(HostRisk)) });

const RangeList = element('IP_LIST', { ranges: many(one(Range)) });
const NoResults = element('NO_RESULTS', { ips: optional(one(RangeList)) });
const NoVulns = element('NO_VULNS', { ips: optional(one(RangeList)) });

const TemplateDetails = element('TEMPLATE_DETAILS', {
  lists: optional(child('VULN_LISTS', Text)),
  selected: optional(child('SELECTIVE_VULNS', Text)),
  filters: optional(child('FILTER_SUMMARY', Text)),
});

/** APPENDICES: hosts without results, hosts without findings, and how the report was asked for. */
export const Appendices = element('APPENDICES', {
  noResults: optional(one(NoResults)),
  noVulns: optional(one(NoVulns)),
  template: optional(one(TemplateDetails)),
});

const report = {
  error: optional(one(Refusal)),
  header: optional(one(AssetHeader)),
  risks: optional(one(HostRisks)),
  hosts: many(one(AssetHosts)),
  glossary: optional(one(AssetGlossary)),
  appendices: optional(one(Appendices)),
};

/** ASSET_DATA_REPORT: the findings of hosts by a template, with a glossary of their checks at the end. */
export const AssetDataReport = element('ASSET_DATA_REPORT', report);

/** ASSET_RANGE_INFO: the same of a range of addresses. */
export const AssetRangeInfo = element('ASSET_RANGE_INFO', report);

/** ASSET_SEARCH_REPORT: hosts alone. */
export const AssetSearchReport = element('ASSET_SEARCH_REPORT', {
  error: optional(one(Refusal)),
  header: optional(one(AssetHeader)),
  hosts: many(one(AssetHosts)),
});
