import { child, element, many, one, optional, Text } from '@openguard/codec';
import { CvssScore } from '../asset-data/asset-data.js';
import { Refusal } from '../refusal.js';
import {
  BugtraqReferenceList,
  Compliance,
  Correlation,
  CveReferenceList,
  VendorReferenceList,
} from '../scan/details.js';
import { Result } from '../scan/finding.js';

/** VULNINFO: one finding, with what its check is. */
export const HostVulnInfo = element('VULNINFO', {
  id: child('QID', Text),
  severity: optional(child('SEVERITY_LEVEL', Text)),
  title: child('TITLE', Text),
  status: optional(child('VULN_STATUS', Text)),
  category: optional(child('CATEGORY', Text)),
  port: optional(child('PORT', Text)),
  service: optional(child('SERVICE', Text)),
  protocol: optional(child('PROTOCOL', Text)),
  instance: optional(child('INSTANCE', Text)),
  firstFound: optional(child('FIRST_FOUND', Text)),
  lastFound: optional(child('LAST_FOUND', Text)),
  timesFound: optional(child('TIMES_FOUND', Text)),
  vendorReferences: optional(one(VendorReferenceList)),
  cveReferences: optional(one(CveReferenceList)),
  bugtraqReferences: optional(one(BugtraqReferenceList)),
  lastUpdate: optional(child('LAST_UPDATE', Text)),
  cvss: optional(one(CvssScore)),
  diagnosis: optional(child('DIAGNOSIS', Text)),
  consequence: optional(child('CONSEQUENCE', Text)),
  solution: optional(child('SOLUTION', Text)),
  compliance: optional(one(Compliance)),
  correlation: optional(one(Correlation)),
  result: optional(one(Result)),
});

/** The five severities that findings are sorted into. */
export const LEVELS = ['1', '2', '3', '4', '5'] as const;

const level = (name: (typeof LEVELS)[number]) =>
  optional(one(element(`SEVERITY_LEVEL_${name}`, { findings: many(one(HostVulnInfo)) })));

const levels = {
  level1: level('1'),
  level2: level('2'),
  level3: level('3'),
  level4: level('4'),
  level5: level('5'),
};

const HostVulns = element('VULNS', levels);
const HostPotentialVulns = element('POTENTIAL_VULNS', levels);
const HostInformation = element('INFO_GATHERED', levels);

export const HostUser = element('USER', {
  firstName: optional(child('FIRSTNAME', Text)),
  lastName: optional(child('LASTNAME', Text)),
  login: optional(child('USER_LOGIN', Text)),
});

const HostOwner = element('OWNER', { user: optional(one(HostUser)) });
const HostUsers = element('USER_LIST', { users: many(one(HostUser)) });
const BusinessUnits = element('BUSINESS_UNIT_LIST', { units: many(child('BUSINESS_UNIT', Text)) });
const HostGroup = element('ASSET_GROUP', { title: child('ASSET_GROUP_TITLE', Text) });
const HostAssetGroups = element('ASSET_GROUP_LIST', { groups: many(one(HostGroup)) });

const facts = {
  trackingMethod: optional(child('TRACKING_METHOD', Text)),
  securityRisk: optional(child('SECURITY_RISK', Text)),
  ip: child('IP', Text),
  dns: optional(child('DNS', Text)),
  netbios: optional(child('NETBIOS', Text)),
  os: optional(child('OPERATING_SYSTEM', Text)),
  lastScan: optional(child('LAST_SCAN_DATE', Text)),
  comments: optional(child('COMMENT', Text)),
  owner: optional(one(HostOwner)),
  users: optional(one(HostUsers)),
  businessUnits: optional(one(BusinessUnits)),
  groups: optional(one(HostAssetGroups)),
};

export const HostInfoFacts = element('HOST', facts);

/** HOST of get_host_info.php: all that is known of one host. */
export const HostInfo = element('HOST', {
  error: optional(one(Refusal)),
  ...facts,
  // A refusal has none.
  ip: optional(facts.ip),
  vulns: optional(one(HostVulns)),
  potential: optional(one(HostPotentialVulns)),
  information: optional(one(HostInformation)),
});
