import { child, element, many, one, optional, Text } from '@openguard/codec';
import { Range } from '../header/header.js';

export const GroupTitles = element('ASSET_GROUPS', { titles: many(child('ASSET_GROUP_TITLE', Text)) });

const TargetGroups = element('USER_ASSET_GROUPS', { titles: many(child('ASSET_GROUP_TITLE', Text)) });

const TargetIps = element('USER_IP_LIST', { ranges: many(one(Range)) });

const CombinedIps = element('COMBINED_IP_LIST', { ranges: many(one(Range)) });

const AssetTarget = element('TARGET', {
  groups: optional(one(TargetGroups)),
  ips: optional(one(TargetIps)),
  combined: optional(one(CombinedIps)),
});

const RiskScore = element('RISK_SCORE_SUMMARY', {
  vulnerabilities: optional(child('TOTAL_VULNERABILITIES', Text)),
  securityRisk: optional(child('AVG_SECURITY_RISK', Text)),
  businessRisk: optional(child('BUSINESS_RISK', Text)),
});

/** HEADER of an asset report: whose it is, when it was made, of what. */
export const AssetHeader = element('HEADER', {
  company: optional(child('COMPANY', Text)),
  username: optional(child('USERNAME', Text)),
  date: optional(child('GENERATION_DATETIME', Text)),
  template: optional(child('TEMPLATE', Text)),
  target: optional(one(AssetTarget)),
  risk: optional(one(RiskScore)),
});
